package io.mediarouter.harness.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.MediaClient;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/** A batch job from its order to its end, as an operator sees it. */
final class BatchOrder {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double NANOS_PER_MILLI = 1e6;

  private final MediaClient client = new MediaClient();
  private final Table table;
  private final Complaints complaints;

  BatchOrder(Table table, Complaints complaints) {
    this.table = table;
    this.complaints = complaints;
  }

  /**
   * Orders one rendition, follows the job through another proxy until it ends, and complains unless
   * the rendition is stored.
   */
  void run(ProxyProcess orders, ProxyProcess follows, String asset, String rendition)
      throws IOException, InterruptedException {
    String what = orders.name() + " POST jobs " + asset + "?" + rendition;
    String order =
        JSON.createObjectNode()
            .put("asset", asset)
            .set("renditions", JSON.createArrayNode().add(rendition))
            .toString();
    long begunNanos = System.nanoTime();
    Answer accepted = client.post(orders.admin().resolve("jobs"), order);
    complaints.unlessEqual(202, accepted.status(), what + ": status");
    JsonNode end = JSON.createObjectNode();
    if (accepted.status() == 202) {
      end = follow(follows.admin().resolve(URI.create(accepted.header("location")).getPath()));
    }
    complaints.unlessEqual("stored", end.path("state").asText(), what + ": state of the job");
    write(what, accepted, end, (System.nanoTime() - begunNanos) / NANOS_PER_MILLI);
  }

  private JsonNode follow(URI job) throws IOException, InterruptedException {
    JsonNode seen = JSON.readTree(client.get(job).body());
    for (long left = PATIENCE.toMillis(); left > 0 && !ended(seen); left -= 50) {
      Thread.sleep(50);
      seen = JSON.readTree(client.get(job).body());
    }
    return seen;
  }

  private static boolean ended(JsonNode job) {
    return Set.of("stored", "failed", "cancelled").contains(job.path("state").asText());
  }

  private void write(String what, Answer accepted, JsonNode job, double millis) {
    Set<String> servers = new LinkedHashSet<>();
    long bytes = 0;
    for (JsonNode rendition : job.path("renditions")) {
      bytes += rendition.path("stored").path("bytes").asLong();
      rendition.path("stored").path("servers").forEach(server -> servers.add(server.asText()));
    }
    String where = String.join(",", servers);
    table.add(
        new Row(
                what,
                "batch",
                where,
                accepted.status(),
                accepted.firstByteMillis(),
                millis,
                bytes,
                "")
            .cells());
  }
}
