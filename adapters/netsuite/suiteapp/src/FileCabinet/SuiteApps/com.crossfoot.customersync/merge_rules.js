/**
 * The rules of a merge: which requests are refused, how a merge stands, what is answered.
 * Nothing here asks NetSuite.
 *
 * A merge is {id, key, masterId, duplicateIds, taskId, state, message}: what the journal keeps of it.
 *
 * @NApiVersion 2.1
 * @NModuleScope SameAccount
 */
define([], () => {
  /** NetSuite takes no more records than this in one merge, the customer kept among them. */
  const MOST_RECORDS = 200;

  const State = {
    PENDING: 'PENDING',
    PROCESSING: 'PROCESSING',
    COMPLETE: 'COMPLETE',
    FAILED: 'FAILED',
    UNKNOWN: 'UNKNOWN',
  };

  const isText = (value) => typeof value === 'string' && value.trim() !== '';

  const isId = (value) => /^[1-9]\d*$/.test(String(value));

  const refusal = (code, message) => ({ code: `CROSSFOOT_${code}`, message });

  const MASTER_ID = 'masterId is the internal id of the customer to keep, a whole number.';
  const DUPLICATE_IDS = 'duplicateIds lists the internal ids of the duplicates, whole numbers.';

  const refusalOfKey = (key) =>
    isText(key) ? null : refusal('KEY_MISSING', 'The merge has no key.');

  const refusalOfIds = (masterId, duplicateIds) => {
    if (!isId(masterId)) {
      return refusal('INVALID_ID', MASTER_ID);
    }
    if (!Array.isArray(duplicateIds) || duplicateIds.length === 0 || !duplicateIds.every(isId)) {
      return refusal('INVALID_ID', DUPLICATE_IDS);
    }
    return null;
  };

  const refusalOfSet = ({ masterId, duplicateIds }) => {
    if (duplicateIds.includes(masterId)) {
      return refusal('MASTER_AMONG_DUPLICATES', `Customer ${masterId} cannot be merged into itself.`);
    }
    const count = 1 + duplicateIds.length;
    return count > MOST_RECORDS
      ? refusal('TOO_MANY_RECORDS', `NetSuite merges ${MOST_RECORDS} customers at once, not ${count}.`)
      : null;
  };

  /** The request with its ids as text, each once. */
  const asked = ({ key, masterId, duplicateIds }) => ({
    key,
    masterId: String(masterId),
    duplicateIds: [...new Set(duplicateIds.map(String))],
  });

  /** Why a POST is refused before NetSuite is asked; null if it is not. */
  const refusalOfRequest = (request) => {
    const given = request || {};
    return (
      refusalOfKey(given.key) ||
      refusalOfIds(given.masterId, given.duplicateIds) ||
      refusalOfSet(asked(given))
    );
  };

  /** A duplicate that is no entity at all is gone, which is what a merge is for. */
  const refusalOfCustomers = ({ masterId, duplicateIds }, customers, entities) => {
    if (!customers.includes(masterId)) {
      return refusal('NOT_A_CUSTOMER', `The customer to keep, ${masterId}, is no customer here.`);
    }
    const others = duplicateIds.filter((id) => entities.includes(id) && !customers.includes(id));
    const named = `To be merged into ${masterId}, but no customer: ${others.join(', ')}.`;
    return others.length === 0 ? null : refusal('NOT_A_CUSTOMER', named);
  };

  const isFinal = ({ state }) => state === State.COMPLETE || state === State.FAILED;

  const isRunning = (status) => status === State.PENDING || status === State.PROCESSING;

  /** Whether the journal alone says how the merge stands. */
  const isSettled = (merge) => isFinal(merge) || !merge.taskId;

  const mustSubmit = (merge) =>
    !merge || merge.state === State.FAILED || (!merge.taskId && !isFinal(merge));

  const failed = (merge, message) => ({ ...merge, state: State.FAILED, message });

  const complete = (merge) => ({ ...merge, state: State.COMPLETE, message: '' });

  const pending = (merge, taskId) => ({ ...merge, taskId, state: State.PENDING, message: '' });

  const stillThere = (left, why) =>
    `${why} Still there: ${left.length === 1 ? 'customer' : 'customers'} ${left.join(', ')}.`;

  const refusedByNetSuite = ({ masterId, duplicateIds }) =>
    `NetSuite could not merge ${duplicateIds.join(', ')} into customer ${masterId} ` +
    'and does not say why. Look at them under Lists > Mass Update > Entity Duplicate Resolution.';

  const SAID_DONE = 'NetSuite says the merge is done.';
  const FORGOTTEN = 'NetSuite no longer knows the merge.';

  /**
   * The merge as it stands, by its task's status (null when NetSuite no longer knows the task) and the
   * duplicates that are left. COMPLETE only when none is.
   */
  const standing = (merge, status, left) => {
    if (isRunning(status)) {
      return { ...merge, state: status, message: '' };
    }
    if (status === State.FAILED) {
      return failed(merge, refusedByNetSuite(merge));
    }
    if (left.length === 0) {
      return complete(merge);
    }
    return failed(merge, stillThere(left, status === State.COMPLETE ? SAID_DONE : FORGOTTEN));
  };

  const NOT_QUEUED = 'The merge is not in the queue of NetSuite. If that stays so, send it again.';

  const answer = (merge) => ({
    key: merge.key,
    state: merge.state,
    taskId: merge.taskId,
    masterId: merge.masterId,
    duplicateIds: merge.duplicateIds,
    message: !isFinal(merge) && !merge.taskId ? NOT_QUEUED : merge.message,
  });

  const unknown = (key) => ({
    key,
    state: State.UNKNOWN,
    taskId: '',
    masterId: '',
    duplicateIds: [],
    message: '',
  });

  return {
    answer,
    asked,
    complete,
    isRunning,
    isSettled,
    mustSubmit,
    pending,
    refusalOfCustomers,
    refusalOfKey,
    refusalOfRequest,
    standing,
    unknown,
  };
});
