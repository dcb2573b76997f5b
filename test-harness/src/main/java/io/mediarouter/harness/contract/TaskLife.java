package io.mediarouter.harness.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediarouter.vertx.farm.TranscodingInterface;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The life of one task that somebody begins and leaves, as its server tells it. */
final class TaskLife {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LONGEST_END_MILLIS = 10_000;
  private static final long LOOK_MILLIS = 1000;
  private static final double LITTLE = 0.01;

  private final ServerClient client;
  private final TranscodingInterface uris;

  TaskLife(ServerClient client, TranscodingInterface uris) {
    this.client = client;
    this.uris = uris;
  }

  /** Whether the server tells how far a running task is. */
  CheckResult tells(String transcode, String id) throws IOException {
    Seen[] running = new Seen[1];
    client.leave(
        transcode,
        () -> {
          running[0] = report(id);
          return CheckResult.unknown("");
        });
    Seen report = running[0];
    if (report == null || report.status() != 200) {
      return CheckResult.missing(report == null ? "no transcode" : report.words());
    }
    JsonNode json = JSON.readTree(report.body());
    boolean made = json.path("media_seconds").isNumber();
    boolean total = json.has("total_media_seconds");
    return CheckResult.of(made && total, report.text().strip());
  }

  /** Whether a task ends soon after its client has left. */
  CheckResult ends(String transcode, String id) throws IOException {
    double idle = utilization();
    double[] busy = {0};
    int status =
        client.leave(
            transcode,
            () -> {
              busy[0] = utilization();
              return CheckResult.unknown("");
            });
    if (status != 200) {
      return CheckResult.missing("the task did not begin: " + status);
    }
    if (report(id).status() == 200) {
      return endsByItsReport(id);
    }
    return busy[0] > idle + LITTLE
        ? endsByLoad(idle)
        : CheckResult.unknown("neither the task's report nor the load tells");
  }

  private CheckResult endsByItsReport(String id) throws IOException {
    JsonNode before = JSON.readTree(report(id).body());
    for (long waited = 0; waited < LONGEST_END_MILLIS; waited += LOOK_MILLIS) {
      pause();
      JsonNode now = JSON.readTree(report(id).body());
      if (isOver(before, now)) {
        return CheckResult.of(true, "state " + now.path("state").asText("unmoved"));
      }
      before = now;
    }
    return CheckResult.missing("it still runs after 10 s");
  }

  private static boolean isOver(JsonNode before, JsonNode now) {
    return now.has("state")
        ? !now.path("state").asText().equals("running")
        : now.path("media_seconds").equals(before.path("media_seconds"));
  }

  private CheckResult endsByLoad(double idle) throws IOException {
    for (long waited = 0; waited < LONGEST_END_MILLIS; waited += LOOK_MILLIS) {
      pause();
      if (utilization() <= idle + LITTLE) {
        return CheckResult.of(true, "the load is as before");
      }
    }
    return CheckResult.missing("the load has not gone down after 10 s");
  }

  /** What the server says of its load; 0 where it says nothing. */
  private double utilization() throws IOException {
    String load = uris.load().orElse(null);
    return load == null ? 0 : Shared.utilization(client.get(load)).orElse(0);
  }

  private Seen report(String id) throws IOException {
    @Nullable String uri = uris.task(id).orElse(null);
    if (uri == null) {
      throw new IOException("no such resource is configured");
    }
    return client.get(uri);
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
