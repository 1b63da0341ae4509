/**
 * The queue in which NetSuite merges duplicates.
 *
 * @NApiVersion 2.1
 * @NModuleScope SameAccount
 */
define(['N/log', 'N/task'], (log, task) => {
  /** The id of the task that merges these customers into the master. */
  const submit = (masterId, duplicateIds) => {
    const merge = task.create({ taskType: task.TaskType.ENTITY_DEDUPLICATION });
    merge.entityType = task.DedupeEntityType.CUSTOMER;
    merge.dedupeMode = task.DedupeMode.MERGE;
    merge.masterSelectionMode = task.MasterSelectionMode.SELECT_BY_ID;
    merge.masterRecordId = Number(masterId);
    merge.recordIds = duplicateIds.map(Number);
    return merge.submit();
  };

  /**
   * The status of a task, or null: NetSuite keeps its history for seven days. What it does when asked
   * for an older one is not documented, so an error counts as not knowing it.
   */
  const statusOf = (taskId) => {
    try {
      const found = task.checkStatus({ taskId });
      return (found && found.status) || null;
    } catch (reason) {
      log.audit({ title: `Task ${taskId} is not known`, details: reason });
      return null;
    }
  };

  return { statusOf, submit };
});
