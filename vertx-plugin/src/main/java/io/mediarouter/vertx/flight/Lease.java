package io.mediarouter.vertx.flight;

import io.vertx.core.Future;

/** The right to make an output for the whole cluster, from its claim to its release. */
public interface Lease {
  /** The making of what others may be making too. */
  Lease NONE =
      new Lease() {
        @Override
        public Future<Boolean> confirm() {
          return Future.succeededFuture(true);
        }

        @Override
        public void release() {}
      };

  /** Whether nobody else has taken it over; where that cannot be told, nobody has. */
  Future<Boolean> confirm();

  /** Gives it back; others may claim it. */
  void release();
}
