package io.mediarouter.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.vertx.MediaRouting;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartOnAnEventLoopTest {
  private static final Set<String> WORK =
      Set.of("io.mediarouter.vertx.config.ConfigLoader", "io.mediarouter.vertx.ClusterMembership");
  private static final String PARTS = "io.mediarouter.vertx.Modules";

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** Reading the configuration for the first time takes a second, joining a cluster several. */
  @Test
  void whatIsNeededAtTheStart_isNotDoneOnTheHostsEventLoop() {
    Context context = vertx.getOrCreateContext();
    var loop = new CompletableFuture<Thread>();
    Promise<MediaRouting> started = Promise.promise();
    context.runOnContext(
        v -> {
          loop.complete(Thread.currentThread());
          MediaRouting.create(vertx, config()).onComplete(started);
        });

    Set<String> seen = seenOn(loop.join(), started.future());

    assertThat(seen).isEmpty();
    started.future().await().close().await();
  }

  private static Set<String> seenOn(Thread thread, Future<?> until) {
    var seen = new TreeSet<String>();
    while (!until.isComplete()) {
      Arrays.stream(thread.getStackTrace())
          .filter(StartOnAnEventLoopTest::isWork)
          .map(StackTraceElement::toString)
          .forEach(seen::add);
      Thread.onSpinWait();
    }
    return seen;
  }

  /** The parts are made elsewhere; that they begin is told on the loop. */
  private static boolean isWork(StackTraceElement frame) {
    return WORK.contains(frame.getClassName())
        || frame.getClassName().equals(PARTS) && frame.getMethodName().equals("<init>");
  }

  private static JsonObject config() {
    var origin = new JsonObject().put("role", "origin").put("url", "http://127.0.0.1:9/");
    return new JsonObject().put("servers", new JsonArray().add(origin));
  }
}
