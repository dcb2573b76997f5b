package io.mediarouter.harness.scenario.load;

import org.jspecify.annotations.Nullable;

/**
 * One request of a mix.
 *
 * @param target asset and query
 * @param first first byte of the part that is asked for; null: the whole
 * @param last last byte of that part
 */
record MixedRequest(String target, @Nullable Integer first, @Nullable Integer last) {
  static MixedRequest whole(String target) {
    return new MixedRequest(target, null, null);
  }

  /** The asset. */
  String asset() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  boolean isRange() {
    return first != null;
  }

  /** Headers, names and values in turn. */
  String[] headers() {
    return isRange() ? new String[] {"Range", "bytes=" + first + "-" + last} : new String[0];
  }

  @Override
  public String toString() {
    return isRange() ? target + " bytes " + first + "-" + last : target;
  }
}
