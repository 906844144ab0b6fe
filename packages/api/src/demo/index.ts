export { demoRouter } from './demo.router.ts';
export { createDemos, type DemoService } from './demo.service.ts';
