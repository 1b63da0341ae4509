/**
 * The journal of merges: one record a merge, found by its key, which is its external id.
 * NetSuite gives an external id once, so two requests cannot both begin a merge.
 *
 * @NApiVersion 2.1
 * @NModuleScope SameAccount
 */
define(['N/query', 'N/record'], (query, record) => {
  const MERGE = 'customrecord_crossfoot_merge';
  const MASTER = 'custrecord_crossfoot_merge_master';
  const DUPLICATES = 'custrecord_crossfoot_merge_duplicates';
  const TASK = 'custrecord_crossfoot_merge_task';
  const STATE = 'custrecord_crossfoot_merge_state';
  const MESSAGE = 'custrecord_crossfoot_merge_message';

  const BY_KEY =
    `SELECT id, ${MASTER}, ${DUPLICATES}, ${TASK}, ${STATE}, ${MESSAGE} ` +
    `FROM ${MERGE} WHERE externalid = ?`;

  const asMerge = (key, row) => ({
    id: row.id,
    key,
    masterId: row[MASTER],
    duplicateIds: row[DUPLICATES].split(','),
    taskId: row[TASK] || '',
    state: row[STATE],
    message: row[MESSAGE] || '',
  });

  const fieldsOf = (merge) => ({
    [MASTER]: merge.masterId,
    [DUPLICATES]: merge.duplicateIds.join(','),
    [TASK]: merge.taskId,
    [STATE]: merge.state,
    [MESSAGE]: merge.message,
  });

  /** The merge with that key, or null. */
  const find = (key) => {
    const [row] = query.runSuiteQL({ query: BY_KEY, params: [key] }).asMappedResults();
    return row ? asMerge(key, row) : null;
  };

  const begin = (merge) => {
    const made = record.create({ type: MERGE });
    const values = { name: merge.key, externalid: merge.key, ...fieldsOf(merge) };
    Object.keys(values).forEach((fieldId) => made.setValue({ fieldId, value: values[fieldId] }));
    return { ...merge, id: made.save() };
  };

  const change = (merge) => {
    record.submitFields({ type: MERGE, id: merge.id, values: fieldsOf(merge) });
    return merge;
  };

  /** Writes the merge down; one without an id begins its record. */
  const keep = (merge) => (merge.id ? change(merge) : begin(merge));

  return { find, keep };
});
