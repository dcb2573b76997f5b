package io.mediarouter.state.durable;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Writes that wear a file as a proxy's do, but faster: rows of constant keys are written over, new
 * ones come and old ones go, and after a pause it goes on. A database that gives room of old pages
 * away too early loses some of them at a kill.
 */
final class HardWrites {
  /** So that the database uses room again after 1 s, not 45 s. */
  static final String SOON_AGAIN = ";RETENTION_TIME=1000";

  static final int KEYS = 200;
  static final int NEWEST = 50;
  private static final int A_BATCH = 8;
  private static final String DOCUMENT = "{\"d\": \"" + "x".repeat(690) + "\"}";

  private HardWrites() {}

  static DurableStore open(Path directory) {
    return DurableStore.open(new FileDatabase(directory, Schema.CURRENT, SOON_AGAIN));
  }

  /** Writes batch number {@code i}, and waits until it is safe. */
  static void write(DurableStore store, int i) throws Exception {
    List<CompletableFuture<Void>> kept = new ArrayList<>();
    for (StoredRow row : batch(i)) {
      kept.add(store.write(row).toCompletableFuture());
    }
    CompletableFuture.allOf(kept.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    if (i % 10 == 0) {
      store.trim("renditions", NEWEST);
      store.trim("history", NEWEST);
    }
  }

  private static List<StoredRow> batch(int i) {
    List<StoredRow> rows = new ArrayList<>();
    for (int k = 0; k < A_BATCH; k++) {
      rows.add(row("popularity", "p" + (i * A_BATCH + k) % KEYS, i));
    }
    rows.add(row("renditions", "r" + i, i));
    rows.add(row("history", "h" + i, i));
    return rows;
  }

  private static StoredRow row(String table, String key, int i) {
    return new StoredRow(table, key, 1 + i, 1, DOCUMENT);
  }

  /** What a store lacks of the batches up to number {@code last}; empty = nothing. */
  static List<String> missing(DurableStore store, int last) {
    Map<String, Long> there = new HashMap<>();
    for (String table : List.of("popularity", "renditions", "history")) {
      store.rows(table).forEach(row -> there.put(table + row.key(), row.version()));
    }
    List<String> missing = new ArrayList<>();
    for (int i = Math.max(0, last - KEYS / A_BATCH + 1); i <= last; i++) {
      for (StoredRow row : batch(i)) {
        if (there.getOrDefault(row.table() + row.key(), 0L) < row.version()) {
          missing.add(row.table() + " " + row.key());
        }
      }
    }
    return missing;
  }

  /** Begins a process that writes without end, and prints the number of each batch that is safe. */
  static Process start(Path directory, boolean pauses) throws IOException {
    return new ProcessBuilder(command(directory, pauses)).redirectError(Redirect.INHERIT).start();
  }

  /**
   * Begins such a process that can make no file longer than that, as if the disk had no more room;
   * what it says goes where it prints, too.
   */
  static Process startWithRoomFor(int kibibytes, Path directory) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "-c"));
    command.add("ulimit -f " + kibibytes + " && exec \"$0\" \"$@\"");
    command.addAll(command(directory, false));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static List<String> command(Path directory, boolean pauses) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-XX:-UsePerfData",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        HardWrites.class.getName(),
        directory.toString(),
        Boolean.toString(pauses));
  }

  /** Writes until it is killed, or nobody reads what it prints. */
  public static void main(String[] arguments) throws Exception {
    boolean pauses = Boolean.parseBoolean(arguments[1]);
    DurableStore store = open(Path.of(arguments[0]));
    for (int i = 0; !System.out.checkError(); i++) {
      write(store, i);
      System.out.println(i);
      if (pauses && i % 200 == 199) {
        TimeUnit.MILLISECONDS.sleep(1_500);
      }
    }
    System.exit(1);
  }
}
