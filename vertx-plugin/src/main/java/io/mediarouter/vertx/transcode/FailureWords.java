package io.mediarouter.vertx.transcode;

import io.mediarouter.outcome.Ending;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Endings;
import io.mediarouter.vertx.flight.FlightEndedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The words in which one proxy tells another why a transcode came to nothing. */
public final class FailureWords {
  private static final String KIND = "kind";
  private static final String TEXT = "text";
  private static final String LAST = "last";

  private FailureWords() {}

  /** What is told. */
  public static JsonObject of(Throwable cause) {
    if (cause instanceof ProblemException refused) {
      return of(refused.problem());
    }
    if (cause instanceof NoServerException none) {
      return new JsonObject()
          .put(KIND, "no-server")
          .put("tried", new JsonArray(none.tried()))
          .put(LAST, none.last().map(FailureWords::of).orElse(null));
    }
    if (cause instanceof BackEndException failed) {
      return of(failed);
    }
    boolean cancelled = cause instanceof CancellationException;
    return new JsonObject()
        .put(KIND, cancelled ? "cancelled" : "other")
        .put(TEXT, Endings.describe(cause));
  }

  private static JsonObject of(Problem problem) {
    return new JsonObject()
        .put(KIND, "problem")
        .put("status", problem.status())
        .put("title", problem.title())
        .put("detail", problem.detail())
        .put("parameter", problem.parameter())
        .put("allowed", problem.allowed());
  }

  private static JsonObject of(BackEndException failed) {
    return new JsonObject()
        .put(KIND, "server")
        .put("server", failed.serverId())
        .put("ending", failed.ending().name())
        .put("status", failed.status())
        .put(TEXT, failed.getMessage());
  }

  /** What was told, as if it had failed here. */
  static Throwable read(JsonObject words) {
    return switch (words.getString(KIND, "")) {
      case "problem" -> new ProblemException(problem(words));
      case "no-server" -> new NoServerException(tried(words), last(words.getJsonObject(LAST)));
      case "server" -> server(words);
      case "cancelled" -> new CancellationException(words.getString(TEXT));
      default -> new FlightEndedException(words.getString(TEXT, "it failed at another proxy"));
    };
  }

  private static Problem problem(JsonObject words) {
    return new Problem(
        words.getInteger("status"),
        words.getString("title"),
        words.getString("detail"),
        words.getString("parameter"),
        words.getString("allowed"));
  }

  private static List<String> tried(JsonObject words) {
    return words.getJsonArray("tried", new JsonArray()).stream().map(String::valueOf).toList();
  }

  private static @Nullable BackEndException last(@Nullable JsonObject words) {
    return words == null ? null : server(words);
  }

  private static BackEndException server(JsonObject words) {
    String id = words.getString("server");
    String text = words.getString(TEXT, "");
    return new BackEndException(
        id,
        Ending.valueOf(words.getString("ending")),
        words.getInteger("status"),
        text.startsWith(id + ": ") ? text.substring(id.length() + 2) : text);
  }
}
