import merges from 'SuiteScripts/merge_customers';

import { Account } from './account';

jest.mock('N/error');
jest.mock('N/log');
jest.mock('N/query');
jest.mock('N/record');
jest.mock('N/task');

const KEY = 'acme-merge-17';
const asked = (changes = {}) => ({ key: KEY, masterId: '101', duplicateIds: ['102'], ...changes });
const answered = (changes) => ({ ...asked(), taskId: 'DEDUPE_1', message: '', ...changes });

let account;

beforeEach(() => {
  jest.clearAllMocks();
  account = new Account();
  [101, 102, 103].forEach((id) => account.customers.add(id));
  account.others.add(900);
});

const journal = () => {
  const [row, ...others] = account.journal.values();
  expect(others).toEqual([]);
  return row;
};

const refusal = (call) => {
  try {
    call();
  } catch (reason) {
    return { code: reason.name, message: reason.message };
  }
  throw new Error('it was not refused');
};

describe('a merge with a new key', () => {
  it('is submitted to the queue', () => {
    expect(merges.post(asked())).toEqual(answered({ state: 'PENDING' }));
    expect(account.submitted).toEqual([
      {
        taskType: 'ENTITY_DEDUPLICATION',
        entityType: 'CUSTOMER',
        dedupeMode: 'MERGE',
        masterSelectionMode: 'SELECT_BY_ID',
        masterRecordId: 101,
        recordIds: [102],
      },
    ]);
  });

  it('is written down', () => {
    merges.post(asked({ duplicateIds: ['102', '103'] }));
    expect(journal()).toEqual({
      id: 1,
      name: KEY,
      externalid: KEY,
      custrecord_crossfoot_merge_master: '101',
      custrecord_crossfoot_merge_duplicates: '102,103',
      custrecord_crossfoot_merge_task: 'DEDUPE_1',
      custrecord_crossfoot_merge_state: 'PENDING',
      custrecord_crossfoot_merge_message: '',
    });
  });

  it('takes ids that are numbers, and names each once', () => {
    const reply = merges.post(asked({ masterId: 101, duplicateIds: [102, '102'] }));
    expect(reply).toEqual(answered({ state: 'PENDING' }));
  });

  it('leaves out a duplicate that is gone already', () => {
    account.customers.delete(102);
    const reply = merges.post(asked({ duplicateIds: ['102', '103'] }));
    expect(account.submitted[0].recordIds).toEqual([103]);
    expect(reply.duplicateIds).toEqual(['102', '103']);
  });

  it('is complete without a task when every duplicate is gone', () => {
    account.customers.delete(102);
    const complete = answered({ state: 'COMPLETE', taskId: '' });
    expect(merges.post(asked())).toEqual(complete);
    expect(merges.get({ key: KEY })).toEqual(complete);
    expect(merges.post(asked())).toEqual(complete);
    expect(account.submitted).toEqual([]);
  });
});

describe('a merge that is known', () => {
  it.each(['PENDING', 'PROCESSING'])('is not submitted again while it is %s', (status) => {
    merges.post(asked());
    account.ends(status);
    const reply = merges.post(asked({ masterId: '102', duplicateIds: ['103'] }));
    expect(reply).toEqual(answered({ state: status }));
    expect(account.submitted).toHaveLength(1);
    expect(merges.get({ key: KEY })).toEqual(reply);
    expect(journal().custrecord_crossfoot_merge_state).toBe(status);
  });

  it('is complete when no duplicate is left, and stays so', () => {
    merges.post(asked());
    account.merges();
    const complete = answered({ state: 'COMPLETE' });
    expect(merges.post(asked())).toEqual(complete);
    expect(journal().custrecord_crossfoot_merge_state).toBe('COMPLETE');
    account.forgets();
    expect(merges.get({ key: KEY })).toEqual(complete);
    expect(account.submitted).toHaveLength(1);
  });

  it('has failed when its task is complete and a duplicate is still there', () => {
    merges.post(asked({ duplicateIds: ['102', '103'] }));
    account.customers.delete(102);
    account.ends('COMPLETE');
    const reply = merges.get({ key: KEY });
    expect(reply.state).toBe('FAILED');
    expect(reply.message).toBe('NetSuite says the merge is done. Still there: customer 103.');
    expect(journal().custrecord_crossfoot_merge_message).toBe(reply.message);
  });

  it('has failed when its task has, and says where to look', () => {
    merges.post(asked());
    account.ends('FAILED');
    const reply = merges.get({ key: KEY });
    expect(reply.state).toBe('FAILED');
    expect(reply.message).toContain('could not merge 102 into customer 101');
    account.forgets();
    expect(merges.get({ key: KEY })).toEqual(reply);
  });

  it('is complete when its task is forgotten and no duplicate is left', () => {
    merges.post(asked());
    account.merges();
    account.forgets();
    expect(merges.get({ key: KEY }).state).toBe('COMPLETE');
  });

  it('has failed when its task is forgotten and duplicates are left', () => {
    merges.post(asked({ duplicateIds: ['102', '103'] }));
    account.forgets();
    const reply = merges.get({ key: KEY });
    expect(reply.state).toBe('FAILED');
    expect(reply.message).toBe(
      'NetSuite no longer knows the merge. Still there: customers 102, 103.',
    );
  });

  it('is forgotten too when NetSuite answers without a status', () => {
    merges.post(asked());
    account.ends(undefined);
    expect(merges.get({ key: KEY }).state).toBe('FAILED');
  });

  it('is submitted anew after it failed, with the ids now given', () => {
    merges.post(asked());
    account.ends('FAILED');
    const reply = merges.post(asked({ masterId: '103' }));
    expect(reply).toEqual(answered({ state: 'PENDING', taskId: 'DEDUPE_2', masterId: '103' }));
    expect(account.submitted[1]).toMatchObject({ masterRecordId: 103, recordIds: [102] });
    expect(journal().custrecord_crossfoot_merge_master).toBe('103');
    expect(journal().custrecord_crossfoot_merge_task).toBe('DEDUPE_2');
  });

  it('is submitted anew when it never came into the queue', () => {
    account.refusesTasks = true;
    expect(refusal(() => merges.post(asked())).code).toBe('FAILED_TO_SUBMIT_JOB_REQUEST_1');
    expect(merges.get({ key: KEY })).toEqual(
      answered({ state: 'PENDING', taskId: '', message: expect.stringContaining('send it again') }),
    );
    account.refusesTasks = false;
    expect(merges.post(asked({ duplicateIds: ['103'] }))).toEqual(
      answered({ state: 'PENDING', duplicateIds: ['103'] }),
    );
    expect(account.submitted).toHaveLength(1);
  });
});

describe('a key never seen', () => {
  it('is unknown', () => {
    merges.post(asked());
    expect(merges.get({ key: 'acme-merge-18' })).toEqual({
      key: 'acme-merge-18',
      state: 'UNKNOWN',
      taskId: '',
      masterId: '',
      duplicateIds: [],
      message: '',
    });
  });
});

const many = (count) => Array.from({ length: count }, (_, index) => String(1000 + index));

describe('a request', () => {
  it.each([
    ['no body', undefined, 'KEY_MISSING'],
    ['no key', asked({ key: undefined }), 'KEY_MISSING'],
    ['a blank key', asked({ key: ' ' }), 'KEY_MISSING'],
    ['a key that is no text', asked({ key: 17 }), 'KEY_MISSING'],
    ['no master', asked({ masterId: undefined }), 'INVALID_ID'],
    ['a master that is no number', asked({ masterId: 'C-101' }), 'INVALID_ID'],
    ['a master that is not whole', asked({ masterId: 101.5 }), 'INVALID_ID'],
    ['a master below one', asked({ masterId: '0' }), 'INVALID_ID'],
    ['no duplicates', asked({ duplicateIds: undefined }), 'INVALID_ID'],
    ['an empty list of duplicates', asked({ duplicateIds: [] }), 'INVALID_ID'],
    ['a duplicate outside a list', asked({ duplicateIds: '102' }), 'INVALID_ID'],
    ['a duplicate that is no number', asked({ duplicateIds: ['102', ''] }), 'INVALID_ID'],
    ['the master among them', asked({ duplicateIds: ['102', 101] }), 'MASTER_AMONG_DUPLICATES'],
    ['too many', asked({ duplicateIds: many(200) }), 'TOO_MANY_RECORDS'],
    ['a master that is gone', asked({ masterId: '104' }), 'NOT_A_CUSTOMER'],
    ['a master that is a vendor', asked({ masterId: '900' }), 'NOT_A_CUSTOMER'],
    ['a duplicate that is a vendor', asked({ duplicateIds: ['102', '900'] }), 'NOT_A_CUSTOMER'],
  ])('with %s is refused and leaves nothing behind', (_, request, code) => {
    const refused = refusal(() => merges.post(request));
    expect(refused.code).toBe(`CROSSFOOT_${code}`);
    expect(refused.message).toMatch(/\.$/);
    expect(account.submitted).toEqual([]);
    expect(account.journal.size).toBe(0);
  });

  it('may name a master and 199 duplicates', () => {
    many(199).forEach((id) => account.customers.add(Number(id)));
    merges.post(asked({ duplicateIds: many(199) }));
    expect(account.submitted[0].recordIds).toHaveLength(199);
  });

  it('names the duplicates that are no customers', () => {
    const refused = refusal(() => merges.post(asked({ duplicateIds: ['102', '900', '777'] })));
    expect(refused.message).toBe('To be merged into 101, but no customer: 900.');
  });

  it('for a merge needs a key to ask by', () => {
    expect(refusal(() => merges.get({})).code).toBe('CROSSFOOT_KEY_MISSING');
  });

  it('refused when a failed merge is sent again leaves it failed', () => {
    merges.post(asked());
    account.ends('FAILED');
    const before = merges.get({ key: KEY });
    expect(refusal(() => merges.post(asked({ masterId: '900' }))).code).toBe(
      'CROSSFOOT_NOT_A_CUSTOMER',
    );
    expect(merges.get({ key: KEY })).toEqual(before);
  });
});
