package io.mediarouter.vertx.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * More steps than a stack is deep: stock of a server with some thousands of folders never ended.
 */
class InTurnTest {
  private static final int FOLDERS = 50_000;

  private final AtomicInteger left = new AtomicInteger(FOLDERS);
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void stepsThatAreOverAtOnce_areAllTaken() {
    Future<Void> over = InTurn.repeat(() -> Future.succeededFuture(left.decrementAndGet() > 0));

    assertThat(over.succeeded()).isTrue();
    assertThat(left).hasValue(0);
  }

  @Test
  void stepsThatTakeTheirTime_areAllTaken() {
    Context context = vertx.getOrCreateContext();
    Future<Void> over = InTurn.repeat(() -> later(context));

    await().until(over::succeeded);
    assertThat(left).hasValue(0);
  }

  private Future<Boolean> later(Context context) {
    Promise<Boolean> step = Promise.promise();
    context.runOnContext(v -> step.complete(left.decrementAndGet() > 0));
    return step.future();
  }

  @Test
  void stepThatFails_isTheLast() {
    Future<Void> over =
        InTurn.repeat(
            () ->
                left.decrementAndGet() > 1
                    ? Future.succeededFuture(true)
                    : Future.failedFuture("enough"));

    assertThat(over.cause()).hasMessage("enough");
    assertThat(left).hasValue(1);
  }
}
