export { judgeClock, judgeDisk, judgeMode, judgeNode, ok, problem, worstOf } from './doctor.ts';
export { DoctorReport, type Finding, type FindingLevel } from './doctor.schema.ts';
