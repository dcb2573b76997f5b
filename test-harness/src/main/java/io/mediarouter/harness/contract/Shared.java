package io.mediarouter.harness.contract;

import io.mediarouter.orca.MalformedReportException;
import io.mediarouter.orca.OrcaReport;
import io.mediarouter.vertx.farm.OrcaField;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** What servers of several roles are asked. */
final class Shared {
  private Shared() {}

  /** What its health is judged by, unless another path is configured. */
  static Check answersAtItsRoot(ServerClient client, String role) {
    return Check.required(
        "GET of its URL is answered below 500",
        "it counts as down: set health." + role + " to a path that is, or to off",
        () -> {
          Seen root = client.get("");
          return Finding.of(root.status() < 500, Integer.toString(root.status()));
        });
  }

  static Finding range(ServerClient client, String path, byte[] whole) throws IOException {
    int first = whole.length / 3;
    int last = whole.length / 2;
    Seen part = client.get(path, "range", "bytes=" + first + "-" + last);
    String told = String.valueOf(part.header("content-range"));
    boolean right =
        part.status() == 206
            && told.equals("bytes " + first + "-" + last + "/" + whole.length)
            && Arrays.equals(part.body(), Arrays.copyOfRange(whole, first, last + 1));
    return Finding.of(right, part.words() + ", Content-Range: " + told);
  }

  static Finding beyondTheEnd(ServerClient client, String path) throws IOException {
    Seen seen = client.get(path, "range", "bytes=99999999999-");
    return Finding.of(seen.status() == 416, Integer.toString(seen.status()));
  }

  static Check load(ServerClient client) {
    return Check.optional(
        "load, as ORCA in JSON or TEXT",
        "its load is only what the proxies know of its tasks; configure load: off",
        () -> load(client.get("load")));
  }

  private static Finding load(Seen seen) {
    if (seen.status() != 200) {
      return Finding.missing(seen.words());
    }
    String body = seen.text().strip();
    return report(body.startsWith("{") ? "JSON " + body : body);
  }

  /** What a report says, if a proxy understands it. */
  static Finding report(String field) {
    try {
      OrcaReport report = OrcaField.parse(field);
      OptionalDouble utilization = report.utilization(List.of());
      return utilization.isPresent()
          ? Finding.of(true, "utilization " + utilization.getAsDouble())
          : Finding.missing("neither application_utilization nor cpu_utilization");
    } catch (MalformedReportException e) {
      return Finding.missing(String.valueOf(e.getMessage()));
    }
  }
}
