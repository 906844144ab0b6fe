import type { SubmitFunction } from '$app/forms';

/** For `use:enhance`: what was typed stays in the fields after the form is sent. */
export const keepTyped: SubmitFunction =
  () =>
  ({ update }) =>
    update({ reset: false });
