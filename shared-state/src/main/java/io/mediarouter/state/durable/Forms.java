package io.mediarouter.state.durable;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.FarmChange;
import io.mediarouter.store.Removal;

/** The forms of the tables that are kept. */
final class Forms {
  static final DocumentForm<BatchJob> JOBS = new DocumentForm<>("jobs", BatchJob.class);
  static final DocumentForm<AdministrativeState> SERVERS =
      new DocumentForm<>("servers", AdministrativeState.class);
  static final DocumentForm<FarmChange> FARM = new DocumentForm<>("farm", FarmChange.class);
  static final DocumentForm<TaskRecord> HISTORY = new DocumentForm<>("history", TaskRecord.class);
  static final DocumentForm<Popular> POPULARITY = new DocumentForm<>("popularity", Popular.class);
  static final DocumentForm<LedgerEntry> LEDGER =
      new DocumentForm<>("speculation", LedgerEntry.class);
  static final DocumentForm<KeptRendition> RENDITIONS =
      new DocumentForm<>("renditions", KeptRendition.class);
  static final DocumentForm<Removal> REMOVALS = new DocumentForm<>("removals", Removal.class);

  private Forms() {}
}
