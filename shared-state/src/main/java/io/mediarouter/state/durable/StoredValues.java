package io.mediarouter.state.durable;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;

/** The values of a table in the store, read in full; blocks. */
final class StoredValues<V> {
  private final DurableStore store;
  private final DocumentForm<V> form;

  StoredValues(DurableStore store, DocumentForm<V> form) {
    this.store = store;
    this.form = form;
  }

  /** All rows, marks included. */
  List<StoredRow> rows() {
    List<StoredRow> rows = store.rows(form.table());
    rows.forEach(this::requireKnownFormat);
    return rows;
  }

  private void requireKnownFormat(StoredRow row) {
    if (row.format() > DocumentForm.FORMAT) {
      throw StoreRefusedException.unreadable(
          store.name(),
          "has rows of " + form.table() + " in format " + row.format(),
          "at most "
              + DocumentForm.FORMAT
              + "; start the version of the media router that wrote them",
          null);
    }
  }

  /**
   * The value of a document.
   *
   * @throws StoreRefusedException if it makes none
   */
  V read(StoredRow row, String document) {
    try {
      return form.read(row.format(), document);
    } catch (RuntimeException e) {
      String where = "row " + row.key() + " of " + row.table() + ": ";
      throw store.unreadable(where + StoreRefusedException.firstLine(e), e);
    }
  }

  /**
   * The values of the highest versions, the lowest first; one that makes none is left out, and so
   * is what was removed.
   */
  List<V> newest(int most, Logger log) {
    List<StoredRow> rows = rows().stream().filter(row -> row.document() != null).toList();
    List<V> values = new ArrayList<>();
    int unreadable = 0;
    for (StoredRow row : rows.subList(Math.max(0, rows.size() - most), rows.size())) {
      try {
        values.add(form.read(row.format(), String.valueOf(row.document())));
      } catch (RuntimeException e) {
        unreadable++;
      }
    }
    if (unreadable > 0) {
      log.warn("{} rows of {} in {} are left out", unreadable, form.table(), store.name());
    }
    return values;
  }
}
