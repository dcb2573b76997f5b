package io.mediarouter.vertx.store;

import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.StoreTrouble;

/** The rule that tells whether a file may lie on a server whose upload has failed. */
final class UnclearUpload {
  private static final int SERVER_ERROR = 500;

  private UnclearUpload() {}

  /** Whether it may: the server had the bytes, or some of them, and has not refused them. */
  static boolean mayLie(BackEndException failure) {
    return switch (failure.ending()) {
      case CONNECT_FAILED, NO_ROOM, CLIENT_LEFT -> false;
      case TIMED_OUT, STALLED, BROKEN_OFF, UNREADABLE, INTERNAL_ERROR, CANCELLED -> true;
      case COMPLETE ->
          failure.status() / 100 == 2
              || (failure.status() >= SERVER_ERROR && !StoreTrouble.isFull(failure.status()));
    };
  }
}
