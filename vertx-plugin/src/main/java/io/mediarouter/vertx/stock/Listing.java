package io.mediarouter.vertx.stock;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** A way in which a server tells what it holds. */
interface Listing {
  /**
   * Visits the files of each folder together, one folder after the other.
   *
   * @param visit is given the files of one folder, at least one
   * @return succeeds with whether the server lists at all; fails if it does not answer as it should
   */
  Future<Boolean> each(Function<List<ListedFile>, Future<Void>> visit);
}
