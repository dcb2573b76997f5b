package io.mediarouter.vertx.config;

import io.mediarouter.schedule.GateRules;
import io.mediarouter.schedule.OffPeak;
import io.mediarouter.schedule.OffPeakWindow;
import io.mediarouter.schedule.Watermarks;
import java.util.ArrayList;
import java.util.List;

/** The reader of how batch jobs are worked off. */
final class BatchReader {
  private final Section batch;

  private BatchReader(Section batch) {
    this.batch = batch;
  }

  /** The settings; mistakes are added to the tree. */
  static BatchConfig read(Section root) {
    return new BatchReader(root.section("batch")).batch();
  }

  private BatchConfig batch() {
    return new BatchConfig(
        batch.number("concurrent", BatchConfig.DEFAULT_CONCURRENT),
        batch.number("maxAttempts", BatchConfig.DEFAULT_MAX_ATTEMPTS),
        batch.number("outputsPerDecode", BatchConfig.DEFAULT_OUTPUTS_PER_DECODE),
        gate(),
        batch.texts("callbackHosts"));
  }

  private GateRules gate() {
    GateRules absent = GateRules.DEFAULT;
    Section watermarks = batch.section("watermarks");
    Section keptFree = batch.section("keptFree");
    Section offPeak = batch.section("offPeak");
    return new GateRules(
        watermarks(watermarks.section("transcoding"), absent.transcoding()),
        watermarks(watermarks.section("distribution"), absent.distribution()),
        keptFree.decimal("server", absent.keptFreeOfServer()),
        keptFree.decimal("farm", absent.keptFreeOfFarm()),
        windows(offPeak, "ordered"),
        windows(offPeak, "speculative"),
        batch.flag("paused", absent.paused()));
  }

  private static Watermarks watermarks(Section section, Watermarks absent) {
    double low = section.decimal("low", absent.low());
    double high = section.decimal("high", absent.high());
    if (low > high) {
      section.error(section.has("low") ? "low" : "high", "low, " + low + ", at most high, " + high);
      return absent;
    }
    return new Watermarks(low, high);
  }

  private static OffPeak windows(Section section, String key) {
    List<OffPeakWindow> windows = new ArrayList<>();
    for (String text : section.texts(key)) {
      try {
        windows.add(OffPeakWindow.parse(text));
      } catch (IllegalArgumentException e) {
        section.error(key, "such as 22:00-06:00 Europe/Berlin, with a known time zone");
      }
    }
    return new OffPeak(windows);
  }
}
