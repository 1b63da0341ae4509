/**
 * A NetSuite account as far as the RESTlet sees it: customers, other entities, the journal and the queue,
 * behind Oracle's stubs of N/query, N/record, N/task and N/error.
 */
import error from 'N/error';
import query from 'N/query';
import ResultSet from 'N/query/resultSet';
import record from 'N/record';
import task from 'N/task';

const MERGE = 'customrecord_crossfoot_merge';

export class Account {
  customers = new Set();
  others = new Set();
  journal = new Map();
  /** Task id to status; an id that is missing is a task NetSuite has forgotten. */
  tasks = new Map();
  submitted = [];
  refusesTasks = false;

  constructor() {
    query.runSuiteQL.mockImplementation((asked) => this.rows(asked));
    record.create.mockImplementation(({ type }) => this.blank(type));
    record.submitFields.mockImplementation((change) => this.change(change));
    task.create.mockImplementation(({ taskType }) => this.task(taskType));
    task.checkStatus.mockImplementation(({ taskId }) => this.status(taskId));
    error.create.mockImplementation((options) => Object.assign(new Error(), options));
  }

  rows({ query: text, params }) {
    const found = { customer: this.customers, entity: new Set([...this.customers, ...this.others]) };
    const table = /FROM (\w+)/.exec(text)[1];
    const rows =
      table === MERGE
        ? [...this.journal.values()].filter((row) => row.externalid === params[0])
        : params.filter((id) => found[table].has(id)).map((id) => ({ id }));
    return { ...ResultSet, asMappedResults: () => rows };
  }

  blank(type) {
    const values = {};
    return {
      setValue: ({ fieldId, value }) => {
        values[fieldId] = value === '' ? null : value;
      },
      save: () => {
        expect(type).toBe(MERGE);
        const id = this.journal.size + 1;
        this.journal.set(id, { id, ...values });
        return id;
      },
    };
  }

  change({ type, id, values }) {
    expect(type).toBe(MERGE);
    Object.assign(this.journal.get(id), values);
  }

  task(taskType) {
    const made = { taskType };
    made.submit = () => this.submit(made);
    return made;
  }

  submit(made) {
    if (this.refusesTasks) {
      throw Object.assign(new Error('Failed to submit job request'), {
        name: 'FAILED_TO_SUBMIT_JOB_REQUEST_1',
      });
    }
    const { submit, ...given } = made;
    this.submitted.push(given);
    const taskId = `DEDUPE_${this.submitted.length}`;
    this.tasks.set(taskId, 'PENDING');
    return taskId;
  }

  status(taskId) {
    if (!this.tasks.has(taskId)) {
      throw Object.assign(new Error('no such task'), { name: 'INVALID_TASK_ID' });
    }
    return { taskId, status: this.tasks.get(taskId) };
  }

  /** The last task ends well: the duplicates are gone. */
  merges() {
    const { recordIds } = this.submitted.at(-1);
    recordIds.forEach((id) => this.customers.delete(id));
    this.ends('COMPLETE');
  }

  ends(status) {
    this.tasks.set(`DEDUPE_${this.submitted.length}`, status);
  }

  forgets() {
    this.tasks.clear();
  }
}
