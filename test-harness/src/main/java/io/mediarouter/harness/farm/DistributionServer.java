package io.mediarouter.harness.farm;

import io.mediarouter.harness.farm.fault.FaultBoard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A distribution server: stores renditions under any path but {@code /load}, and delivers them.
 * Every answer carries its load.
 */
public final class DistributionServer implements FarmServer {
  private final EmbeddedTomcat tomcat;
  private final MachineLoad machine = new MachineLoad(System::nanoTime);
  private final FaultBoard faults = new FaultBoard();
  private final Store store;

  private DistributionServer(
      Listen listen, Path folder, @Nullable Long quotaBytes, boolean takesFaults) {
    store = open(folder, quotaBytes == null ? Long.MAX_VALUE : quotaBytes);
    tomcat = new EmbeddedTomcat(listen);
    if (takesFaults) {
      tomcat.misbehave(faults);
    }
    tomcat.filter("load", new LoadHeaderFilter(this::load));
    tomcat.serve("/load", new LoadServlet(this::load));
    tomcat.serve("/", new StoreServlet(store));
    tomcat.start();
  }

  static Store open(Path folder, long quotaBytes) {
    if (quotaBytes < 0) {
      throw new IllegalArgumentException("quota: " + quotaBytes + " (expected: >= 0 bytes)");
    }
    try {
      return new Store(folder, quotaBytes);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "folder: " + folder + " (expected: a folder that can be written)", e);
    }
  }

  /** Starts a server on a free loopback port, limited by the disk only. */
  public static DistributionServer start(Path folder) {
    return start(Listen.LOOPBACK, folder, null);
  }

  /** As {@link #start(Listen, Path, Long, boolean)}, without {@code /faults}. */
  public static DistributionServer start(Listen listen, Path folder, @Nullable Long quotaBytes) {
    return start(listen, folder, quotaBytes, false);
  }

  /**
   * Starts a server.
   *
   * @param folder made if it is not there
   * @param quotaBytes most bytes that it stores; null: as many as the disk holds
   * @param takesFaults whether {@code /faults} is there, which makes it misbehave
   * @throws IllegalStateException if it cannot listen
   */
  public static DistributionServer start(
      Listen listen, Path folder, @Nullable Long quotaBytes, boolean takesFaults) {
    return new DistributionServer(listen, folder, quotaBytes, takesFaults);
  }

  private LoadReport load() {
    Map<String, Double> fields = new LinkedHashMap<>();
    fields.put("cpu_utilization", machine.cpuUtilization());
    fields.put("utilization.disk", store.utilization());
    fields.put("named_metrics.free_bytes", (double) store.freeBytes());
    return new LoadReport(fields).claiming(faults.plan().utilization());
  }

  @Override
  public URI url() {
    return tomcat.url();
  }

  @Override
  public void close() {
    faults.heal();
    tomcat.close();
  }
}
