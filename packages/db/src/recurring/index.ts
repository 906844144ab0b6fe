export { listEvents, replaceEvents, type EventCursor } from './events.repository.ts';
export {
  markFound,
  readEvidence,
  readPayments,
  readPaymentsBetween,
  readStream,
  readStreams,
  readStreamsOfPayees,
  replaceStreams,
  type NewStream,
  type StoredPayment,
  type StoredStream,
} from './streams.repository.ts';
export {
  clearWaiting,
  countWaitingPayees,
  readOfPayee,
  readWaitingPayees,
  saveTested,
  selectOfPayee,
  sumTested,
  type StreamTransaction,
  type WaitingPayee,
} from './waiting.repository.ts';
