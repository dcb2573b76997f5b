package io.mediarouter.vertx.proxy.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

/** Our member of a field that others have written already. */
class CacheStatusTest {
  @Test
  void membersOfCachesCloserToTheOrigin_stayInFront_inHoweverManyLines() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    headers.add("Cache-Status", "origin; hit").add("Cache-Status", "shield; fwd=miss");

    CacheStatus.add(headers, "media-router; hit");

    assertThat(headers.getAll("cache-status"))
        .containsExactly("origin; hit, shield; fwd=miss, media-router; hit");
  }

  @Test
  void whereNobodyElseWroteIt_itIsOursAlone() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    CacheStatus.add(headers, "media-router; hit");

    assertThat(headers.getAll("cache-status")).containsExactly("media-router; hit");
  }
}
