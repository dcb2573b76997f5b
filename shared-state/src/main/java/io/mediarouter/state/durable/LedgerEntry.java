package io.mediarouter.state.durable;

import io.mediarouter.speculate.LedgerRow;

/**
 * A row of the whole cluster's ledger of speculation.
 *
 * @param key its name
 * @param row what it says, the sum over all proxies
 */
record LedgerEntry(String key, LedgerRow row) {
  /** Its key in the store. */
  static String id(String key) {
    return StoredRow.keyOf(key);
  }
}
