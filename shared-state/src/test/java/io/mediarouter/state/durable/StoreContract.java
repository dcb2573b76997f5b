package io.mediarouter.state.durable;

import static io.mediarouter.state.durable.Proxies.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store does, whatever database it lies in. */
abstract class StoreContract {
  abstract DurableStore open();

  @Test
  void write_isThereAfterClosing_theLowestVersionFirst() throws Exception {
    try (DurableStore store = open()) {
      store.write(row("b", 2));
      store.write(row("a", 3));
      store.write(mark("c", 1));
      store.write(new StoredRow("other", "a", 1, 1, "{}"));
    }

    try (DurableStore store = open()) {
      assertThat(store.rows("t")).containsExactly(mark("c", 1), row("b", 2), row("a", 3));
    }
  }

  @Test
  void write_ofAnEarlierVersion_changesNothing() throws Exception {
    try (DurableStore store = open()) {
      get(store.write(mark("k", 5)));
      get(store.write(row("k", 4)));

      assertThat(store.rows("t")).containsExactly(mark("k", 5));
    }
  }

  @Test
  void write_ofTheSameVersionWithAnotherValue_replacesIt() throws Exception {
    try (DurableStore store = open()) {
      get(store.write(row("k", 5)));
      get(store.write(new StoredRow("t", "k", 5, 1, "{\"a\":1}")));

      assertThat(store.rows("t")).extracting(StoredRow::document).containsExactly("{\"a\":1}");
    }
  }

  @Test
  void trim_keepsTheHighestVersions() throws Exception {
    try (DurableStore store = open()) {
      IntStream.rangeClosed(1, 10).forEach(i -> store.write(row("k" + i, i)));
      store.flush();

      store.trim("t", 3);
      store.trim("empty", 3);

      assertThat(store.rows("t")).extracting(StoredRow::key).containsExactly("k8", "k9", "k10");
    }
  }

  @Test
  void forgetMarks_forgetsOldMarksAlone() throws Exception {
    try (DurableStore store = open()) {
      store.write(mark("old", 1));
      store.write(row("row", 1));
      store.write(mark("new", 2));
      store.flush();

      store.forgetMarks("t", 2);

      assertThat(store.rows("t")).extracting(StoredRow::key).containsExactly("row", "new");
    }
  }

  static StoredRow row(String key, long version) {
    return new StoredRow("t", key, version, 1, "{}");
  }

  private static StoredRow mark(String key, long version) {
    return new StoredRow("t", key, version, 1, null);
  }
}
