package io.mediarouter.harness.farm;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/** The processor load of the whole machine over the last second or more. Thread-safe. */
final class MachineLoad {
  private static final long FRESH_NANOS = 1_000_000_000L;

  private final LongSupplier nanos;
  private double utilization;
  private long measuredAt;

  MachineLoad(LongSupplier nanos) {
    this.nanos = nanos;
    this.measuredAt = nanos.getAsLong();
    this.utilization = measure();
  }

  /**
   * Share of all processors in use, 0 to 1; 0 while unknown. The runtime measures between two
   * questions.
   */
  synchronized double cpuUtilization() {
    long now = nanos.getAsLong();
    if (now - measuredAt > FRESH_NANOS) {
      measuredAt = now;
      utilization = measure();
    }
    return utilization;
  }

  private static double measure() {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      double load = system.getCpuLoad();
      return Double.isFinite(load) && load > 0 ? load : 0;
    }
    return 0;
  }
}
