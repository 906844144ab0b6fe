import { can } from '@steward/core/access';
import { DeliveryStatus } from '@steward/core/webhooks';
import { error, fail, redirect } from '@sveltejs/kit';
import { attempt } from '#lib/shell/attempt.ts';
import { setFlash } from '#lib/shell/flash.ts';
import { numberOf, textOf } from '#lib/shell/query.ts';
import { readWebhookForm } from '#lib/webhooks/webhook-form.ts';
import type { Actions, PageServerLoad } from './$types';

const LIST = '/settings/webhooks';
/** Somebody who just asked for a message waits on the page for as long. */
const SOON_MS = 10_000;

export const load: PageServerLoad = async ({ locals: { api, workspace }, params: { id }, url }) => {
  if (workspace === null || !can(workspace.role, 'webhooks:read')) error(403);
  const webhook = (await api.webhooks.list()).find((one) => one.id === id);
  if (!webhook) error(404);
  const cursor = url.searchParams.get('cursor');
  const status = DeliveryStatus.safeParse(url.searchParams.get('status')).data;
  const deliveries = await api.webhooks.listDeliveries({
    ...{ id, limit: 50 },
    ...(status && { status }),
    ...(cursor && { cursor }),
  });
  const soon = new Date(Date.now() + SOON_MS);
  const isUnderWay = deliveries.items.some(
    ({ nextAttemptAt }) => nextAttemptAt !== null && nextAttemptAt < soon,
  );
  return { webhook, deliveries, isUnderWay, status: status ?? null };
};

export const actions: Actions = {
  update: async (event) => {
    const read = readWebhookForm(await event.request.formData());
    if (!read.ok) return fail(400, { message: read.message });
    const { id } = event.params;
    const saved = await attempt(event.locals.api.webhooks.update({ id, ...read.input }));
    if (!saved.ok) return saved.failure;
    setFlash(event, { message: 'The webhook is changed', place: `${LIST}/${id}` });
    redirect(303, `${LIST}/${id}`);
  },

  switch: async (event) => {
    const isActive = textOf(await event.request.formData(), 'isActive') === 'true';
    const { id } = event.params;
    const saved = await attempt(event.locals.api.webhooks.update({ id, isActive }));
    if (!saved.ok) return saved.failure;
    setFlash(event, {
      message: `The webhook is switched ${isActive ? 'on' : 'off'}`,
      place: `${LIST}/${id}`,
    });
    redirect(303, `${LIST}/${id}`);
  },

  test: async (event) => {
    const { id } = event.params;
    const sent = await attempt(event.locals.api.webhooks.sendTest({ id }));
    if (!sent.ok) return sent.failure;
    setFlash(event, { message: 'A test is on its way', place: `${LIST}/${id}` });
    redirect(303, `${LIST}/${id}`);
  },

  redeliver: async (event) => {
    const deliveryId = textOf(await event.request.formData(), 'deliveryId');
    const { id } = event.params;
    const sent = await attempt(event.locals.api.webhooks.redeliver({ id, deliveryId }));
    if (!sent.ok) return sent.failure;
    setFlash(event, { message: 'The message is on its way again', place: `${LIST}/${id}` });
    redirect(303, `${LIST}/${id}`);
  },

  rotate: async ({ request, locals, params: { id } }) => {
    const overlapHours = numberOf(await request.formData(), 'overlapHours');
    const made = await attempt(locals.api.webhooks.rotateSecret({ id, overlapHours }));
    if (!made.ok) return made.failure;
    return { secret: made.value.secret };
  },

  remove: async (event) => {
    const { id } = event.params;
    const removed = await attempt(event.locals.api.webhooks.remove({ id }));
    if (!removed.ok) return removed.failure;
    setFlash(event, { message: 'The webhook is removed', place: LIST });
    redirect(303, LIST);
  },
};
