export { examine, type DoctorRequest } from './doctor.ts';
