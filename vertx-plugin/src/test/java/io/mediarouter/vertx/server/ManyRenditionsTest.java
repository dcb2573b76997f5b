package io.mediarouter.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.state.StateSamples;
import io.mediarouter.vertx.testfarm.TestFarm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proxy of a cluster keeps in memory of all that is stored. */
class ManyRenditionsTest {
  private static final int ASSETS = 2_000;
  private static final int OF_EACH = 10;
  private static final long MEBIBYTE = 1 << 20;

  @TempDir Path folder;

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static long liveBytes() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(200);
      var runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private static Rendition rendition(int number) {
    return new Rendition(
        Format.MP4,
        VideoCodec.H264,
        AudioCodec.AAC,
        640,
        360,
        0,
        100_000 + 1_000 * number,
        0,
        0,
        0,
        0);
  }

  private static void index(CacheIndex index, int number) throws Exception {
    AssetId asset = asset(number);
    index
        .putSource(asset, StateSamples.clipInVersion("\"1\""), StateSamples.NOON)
        .toCompletableFuture()
        .get(1, TimeUnit.MINUTES);
    for (int i = 0; i < OF_EACH; i++) {
      Rendition rendition = rendition(i);
      String path = asset.path() + "/0123456789abcdef-" + rendition.key();
      var stored =
          new StoredRendition(
              rendition,
              "\"1\"",
              path,
              5_000_000,
              "\"e" + i + "\"",
              StateSamples.NOON,
              List.of("d1"));
      index.addRendition(asset, stored).toCompletableFuture().get(1, TimeUnit.MINUTES);
    }
  }

  /** The second time, so that the code is warm; each entry has all renditions of its asset. */
  private static void tellLookUp(
      String how, Function<AssetId, CompletionStage<Optional<AssetEntry>>> lookUp)
      throws Exception {
    double micros = 0;
    for (int round = 0; round < 2; round++) {
      long begin = System.nanoTime();
      for (int i = 0; i < ASSETS; i++) {
        var entry = lookUp.apply(asset(i)).toCompletableFuture().get(1, TimeUnit.MINUTES);
        assertThat(entry.orElseThrow().find(rendition(OF_EACH - 1))).isPresent();
      }
      micros = (System.nanoTime() - begin) / 1000.0 / ASSETS;
    }
    System.out.printf("measured: an entry is looked up %s in %.1f us%n", how, micros);
  }

  private static AssetId asset(int number) {
    return new AssetId("films/2019/season-" + number % 10 + "/film-" + number + ".mp4");
  }

  @Test
  void twentyThousandRenditions_takeALittleOfTheHeap() throws Exception {
    String yaml =
        """
        cluster: {name: "many-%s", port: %d}
        durable: {store: file, directory: "%s"}
        store: {scan: 0s}
        """
            .formatted(folder.getFileName(), freePort(), folder.resolve("data"));
    try (var farm = new TestFarm(yaml)) {
      CacheIndex index = farm.proxy().routing().state().cacheIndex();
      long before = liveBytes();
      for (int i = 0; i < ASSETS; i++) {
        index(index, i);
      }
      long more = liveBytes() - before;

      System.out.println(
          "measured: %d renditions of %d assets: heap %.1f -> %.1f MiB"
              .formatted(
                  ASSETS * OF_EACH,
                  ASSETS,
                  (double) before / MEBIBYTE,
                  (double) (before + more) / MEBIBYTE));
      assertThat(more).isLessThan(200 * MEBIBYTE);
      tellLookUp("as a request's decision does", index::find);
      tellLookUp("as the proxy that has the entry knows it", index::latest);
    }
  }
}
