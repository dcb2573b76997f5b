package io.mediarouter.harness.farm;

import io.mediarouter.harness.farm.fault.FaultBoard;
import io.mediarouter.harness.farm.ffmpeg.MediaProbe;
import io.mediarouter.harness.farm.ffmpeg.TranscodeCommand;
import io.mediarouter.harness.farm.transcode.SourceGate;
import io.mediarouter.harness.farm.transcode.SourcePolicy;
import io.mediarouter.harness.farm.transcode.SourceProbe;
import io.mediarouter.harness.farm.transcode.SourceReader;
import io.mediarouter.harness.farm.transcode.TranscodeTasks;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.catalina.connector.Connector;
import org.jspecify.annotations.Nullable;

/**
 * A transcoding server in front of ffmpeg: {@code /transcode}, {@code /segments}, {@code /outputs},
 * {@code /probe}, {@code /load}, {@code /tasks}. Every answer carries its load.
 */
public final class TranscodingServer implements FarmServer {
  private static final String GATE_PATH = "source-gate/";

  private final EmbeddedTomcat tomcat;
  private final FaultBoard faults = new FaultBoard();
  private final MachineLoad machine = new MachineLoad(System::nanoTime);
  private final TranscodeTasks tasks;
  private final double capacityCores;
  private final int maxSessions;
  private final String h264;

  private TranscodingServer(TranscoderOptions options, @Nullable Path folder) {
    tomcat = new EmbeddedTomcat(options.listen());
    Connector inside = tomcat.addConnector(Listen.LOOPBACK);
    SourceReader sources = new SourceReader(new SourcePolicy(options.allowedSources()));
    SourceGate gate = new SourceGate(sources, options.maxOutputBytes() / 2, System::nanoTime);
    int threads = (int) Math.ceil(options.capacityCores());
    TranscodeCommand command =
        new TranscodeCommand(
            options.tools(), threads, options.cpus(), options.h264(), () -> faults.plan().pace());
    SourceProbe probe = new SourceProbe(new MediaProbe(options.tools()), gate);
    tasks =
        new TranscodeTasks(
            command,
            probe,
            gate,
            options.maxSessions(),
            options.maxTaskTime(),
            options.maxOutputBytes(),
            System::nanoTime);
    capacityCores = options.capacityCores();
    maxSessions = options.maxSessions();
    h264 = options.h264().name();
    if (options.takesFaults()) {
      tomcat.misbehave(faults, "/" + GATE_PATH);
    }
    tomcat.filter("load", new LoadHeaderFilter(this::load));
    tomcat.serve("/transcode", new TranscodeServlet(sources, tasks));
    tomcat.serve("/segments", new SegmentsServlet(sources, tasks));
    tomcat.serve("/outputs", new OutputsServlet(sources, tasks));
    tomcat.serve("/probe", new ProbeServlet(sources, probe));
    tomcat.serve("/load", new LoadServlet(this::load));
    tomcat.serve("/tasks/*", new TasksServlet(tasks));
    tomcat.serve("/" + GATE_PATH + "*", gate);
    if (folder != null) {
      tomcat.serve("/", new StoreServlet(DistributionServer.open(folder, Long.MAX_VALUE)));
    }
    tomcat.start();
    gate.listensAt(EmbeddedTomcat.url(inside).resolve(GATE_PATH));
  }

  /**
   * Starts a server.
   *
   * @throws IllegalStateException if it cannot listen
   */
  public static TranscodingServer start(TranscoderOptions options) {
    return new TranscodingServer(options, null);
  }

  /**
   * Starts a server that also stores and delivers files, as a distribution server does, so that it
   * can be made one.
   *
   * @param folder made if it is not there
   * @throws IllegalStateException if it cannot listen
   */
  public static TranscodingServer start(TranscoderOptions options, Path folder) {
    return new TranscodingServer(options, folder);
  }

  double capacityCores() {
    return capacityCores;
  }

  int maxSessions() {
    return maxSessions;
  }

  /** What encodes H.264, as ffmpeg names it. */
  String h264() {
    return h264;
  }

  boolean limitsSessions() {
    return maxSessions < Integer.MAX_VALUE;
  }

  /** Waits until it makes nothing, at most so long. */
  void awaitIdle(Duration most) {
    tasks.awaitIdle(most);
  }

  private LoadReport load() {
    double cores = tasks.coresInUse();
    Map<String, Double> fields = new LinkedHashMap<>();
    fields.put("cpu_utilization", machine.cpuUtilization());
    fields.put("application_utilization", cores / capacityCores);
    fields.put("named_metrics.capacity_cores", capacityCores);
    fields.put("named_metrics.transcode_sessions", (double) tasks.sessions());
    if (limitsSessions()) {
      fields.put("named_metrics.capacity_sessions", (double) maxSessions);
    }
    fields.put("named_metrics.cores_in_use", cores);
    return new LoadReport(fields).claiming(faults.plan().utilization());
  }

  @Override
  public URI url() {
    return tomcat.url();
  }

  @Override
  public void close() {
    faults.heal();
    tasks.close();
    tomcat.close();
  }
}
