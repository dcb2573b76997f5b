package io.mediarouter.vertx.spool;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/** A process whose files may not grow, in which a reader gets a whole output. */
final class FileTooLarge {
  static final int CHUNKS = 300;

  private FileTooLarge() {}

  /** Tells how much the reader got, and how often the file took no more. */
  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    var budget = new SpoolBudget(1L << 30, 1L << 30, System::nanoTime);
    var limits = new SpoolLimits(4 * Written.CHUNK, 1L << 30, Path.of(args[0]));
    var spool = new Spool(vertx, limits, budget);
    var taker = new Taker(vertx, spool);
    Future<Void> ended = new Written(spool, CHUNKS).begin();

    taker.rest().await();
    ended.await();

    System.out.println(taker.taken() + " " + taker.isRight() + " " + budget.timesDiskFull());
    vertx.close().await();
  }
}
