package io.mediarouter.vertx.stock;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * Steps that are taken one after the other, however many: none waits inside the one before, which
 * for some thousands would be deeper than the stack.
 */
final class InTurn {
  private InTurn() {}

  /**
   * Takes steps.
   *
   * @param step begins one, and tells in the end whether there is another
   * @return succeeds after the last; fails with the first that does
   */
  static Future<Void> repeat(Supplier<Future<Boolean>> step) {
    Promise<Void> over = Promise.promise();
    repeat(step, over);
    return over.future();
  }

  private static void repeat(Supplier<Future<Boolean>> step, Promise<Void> over) {
    Future<Boolean> taken = step.get();
    while (taken.succeeded() && taken.result()) {
      taken = step.get();
    }
    taken.onSuccess(goesOn -> next(goesOn, step, over)).onFailure(over::fail);
  }

  private static void next(boolean goesOn, Supplier<Future<Boolean>> step, Promise<Void> over) {
    if (goesOn) {
      repeat(step, over);
    } else {
      over.complete();
    }
  }
}
