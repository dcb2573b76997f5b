package io.mediarouter.harness.contract;

import io.mediarouter.orca.MalformedReportException;
import io.mediarouter.vertx.load.OrcaField;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The demands on servers of several roles. */
final class Shared {
  static final String LOAD = "load, as ORCA in JSON or TEXT";
  static final String LOAD_COST = "its load is only what the proxies know of its tasks";

  private Shared() {}

  /** What its health is judged by, unless another path is configured. */
  static Check answersAtItsRoot(ServerClient client, String role) {
    return Check.required(
        "GET of its URL is answered below 500",
        "it counts as down: set health." + role + " to a path that is, or to off",
        () -> {
          Seen root = client.get("");
          return CheckResult.of(root.status() < 500, Integer.toString(root.status()));
        });
  }

  static CheckResult range(ServerClient client, String path, byte[] whole) throws IOException {
    int first = whole.length / 3;
    int last = whole.length / 2;
    Seen part = client.get(path, "range", "bytes=" + first + "-" + last);
    String told = String.valueOf(part.header("content-range"));
    boolean right =
        part.status() == 206
            && told.equals("bytes " + first + "-" + last + "/" + whole.length)
            && Arrays.equals(part.body(), Arrays.copyOfRange(whole, first, last + 1));
    return CheckResult.of(right, part.words() + ", Content-Range: " + told);
  }

  static CheckResult beyondTheEnd(ServerClient client, String path) throws IOException {
    Seen seen = client.get(path, "range", "bytes=99999999999-");
    return CheckResult.of(seen.status() == 416, Integer.toString(seen.status()));
  }

  static CheckResult load(ServerClient client, String resource) throws IOException {
    return load(client.get(resource));
  }

  private static CheckResult load(Seen seen) {
    return seen.status() == 200 ? report(field(seen)) : CheckResult.missing(seen.words());
  }

  private static String field(Seen seen) {
    String body = seen.text().strip();
    return body.startsWith("{") ? "JSON " + body : body;
  }

  /** What a load resource says; empty where it says nothing that is understood. */
  static OptionalDouble utilization(Seen seen) {
    try {
      return seen.status() == 200
          ? OrcaField.parse(field(seen)).utilization(List.of())
          : OptionalDouble.empty();
    } catch (MalformedReportException e) {
      return OptionalDouble.empty();
    }
  }

  /** What a report says, if a proxy understands it. */
  static CheckResult report(@Nullable String field) {
    if (field == null) {
      return CheckResult.missing("no such field");
    }
    try {
      OptionalDouble told = OrcaField.parse(field).utilization(List.of());
      return told.isPresent()
          ? CheckResult.of(true, "utilization " + told.getAsDouble())
          : CheckResult.missing("neither application_utilization nor cpu_utilization");
    } catch (MalformedReportException e) {
      return CheckResult.missing(String.valueOf(e.getMessage()));
    }
  }
}
