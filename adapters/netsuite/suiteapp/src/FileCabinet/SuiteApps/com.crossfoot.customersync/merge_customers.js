/**
 * Merges duplicate customers into one, once for each key however often it is asked.
 *
 * POST {key, masterId, duplicateIds} begins the merge, or says how it stands if it has begun.
 * GET key says how it stands. The states are those of N/task; a key never seen is UNKNOWN.
 *
 * @NApiVersion 2.1
 * @NScriptType Restlet
 * @NModuleScope SameAccount
 */
define([
  'N/error',
  './customers',
  './merge_journal',
  './merge_queue',
  './merge_rules',
], (error, customers, journal, queue, rules) => {
  const refuse = (refusal) => {
    if (refusal) {
      throw error.create({ name: refusal.code, message: refusal.message, notifyOff: true });
    }
  };

  const standing = (merge) => {
    if (rules.isSettled(merge)) {
      return merge;
    }
    const status = queue.statusOf(merge.taskId);
    const left = rules.isRunning(status) ? [] : customers.customersAmong(merge.duplicateIds);
    const now = rules.standing(merge, status, left);
    return now.state === merge.state ? now : journal.keep(now);
  };

  /** Of those asked for, the duplicates that are left to merge. */
  const toMerge = (asked) => {
    const ids = [asked.masterId, ...asked.duplicateIds];
    const found = customers.customersAmong(ids);
    refuse(rules.refusalOfCustomers(asked, found, customers.entitiesAmong(ids)));
    return asked.duplicateIds.filter((id) => found.includes(id));
  };

  /** The journal comes first: a task nobody wrote down could not be asked about. */
  const submitted = (known, asked) => {
    const left = toMerge(asked);
    const merge = rules.pending({ ...known, ...asked }, '');
    if (left.length === 0) {
      return journal.keep(rules.complete(merge));
    }
    const begun = journal.keep(merge);
    return journal.keep(rules.pending(begun, queue.submit(asked.masterId, left)));
  };

  const get = ({ key }) => {
    refuse(rules.refusalOfKey(key));
    const merge = journal.find(key);
    return merge ? rules.answer(standing(merge)) : rules.unknown(key);
  };

  const post = (request) => {
    refuse(rules.refusalOfRequest(request));
    const asked = rules.asked(request);
    const found = journal.find(asked.key);
    const known = found && standing(found);
    return rules.answer(rules.mustSubmit(known) ? submitted(known, asked) : known);
  };

  return { get, post };
});
