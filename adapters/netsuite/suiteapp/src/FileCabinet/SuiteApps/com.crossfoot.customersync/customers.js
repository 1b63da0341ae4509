/**
 * Which ids are customers of this account, leads and prospects among them.
 *
 * @NApiVersion 2.1
 * @NModuleScope SameAccount
 */
define(['N/query'], (query) => {
  const among = (table, ids) => {
    const places = ids.map(() => '?').join(', ');
    const found = query.runSuiteQL({
      query: `SELECT id FROM ${table} WHERE id IN (${places})`,
      params: ids.map(Number),
    });
    return found.asMappedResults().map((row) => String(row.id));
  };

  /** Those of the ids that are customers. */
  const customersAmong = (ids) => among('customer', ids);

  /** Those of the ids that are customers, vendors, employees or anyone else. */
  const entitiesAmong = (ids) => among('entity', ids);

  return { customersAmong, entitiesAmong };
});
