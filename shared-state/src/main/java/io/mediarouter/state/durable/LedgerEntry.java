package io.mediarouter.state.durable;

import io.mediarouter.speculate.LedgerRow;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A row of the whole cluster's ledger of speculation.
 *
 * @param key its name
 * @param row what it says, the sum over all proxies
 */
record LedgerEntry(String key, LedgerRow row) {
  /** A name of bounded length; the names of things may be longer than a database indexes. */
  static String id(String key) {
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
