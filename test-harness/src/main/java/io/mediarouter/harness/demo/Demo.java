package io.mediarouter.harness.demo;

import io.mediarouter.harness.demo.Visitor.Visit;
import io.mediarouter.harness.farm.media.MediaCheck;
import io.mediarouter.harness.farm.media.MediaCheck.Findings;
import io.mediarouter.harness.farm.media.Sample;
import io.mediarouter.harness.farm.media.SampleMedia;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The tour of a running farm: every kind of request through each of two proxies, and a check of
 * what came. Runs once, in one thread.
 */
final class Demo {
  private static final int SLICE_FIRST = 1000;
  private static final int SLICE_LAST = 50_999;

  private final SampleMedia samples;
  private final MediaCheck check;
  private final Complaints complaints = new Complaints();
  private final Table table = new Table(Row.TITLES);
  private final Visitor visitor = new Visitor(table);
  private final BatchOrder batch = new BatchOrder(table, complaints);

  Demo(SampleMedia samples, MediaCheck check) {
    this.samples = samples;
    this.check = check;
  }

  /** Sends all requests, half of them first through {@code one}, half first through {@code two}. */
  void run(ProxyProcess one, ProxyProcess two) throws InterruptedException {
    made(one, two, "test-card-720p.mp4?preset=360p", new ExpectedMedia(10, "h264", "aac", 360));
    made(
        two,
        one,
        "fractal-480p.mp4?format=webm&vcodec=vp9&acodec=opus&height=180",
        new ExpectedMedia(30, "vp9", "opus", 180));
    attempt("pass-through", () -> original(one, Sample.BARS_360P, "", "pass-through"));
    attempt("pass-through", () -> original(two, Sample.TEST_CARD_WEBM, "", "pass-through"));
    attempt("direct", () -> original(one, Sample.BARS_360P, "?preset=720p", "direct"));
    ordered(one, two, "noise-480p.mp4", "preset=240p", new ExpectedMedia(6, "h264", "aac", 240));
    ordered(two, one, "tone.m4a", "ab=64k", new ExpectedMedia(20, null, "aac", 0));
  }

  /** Some requests that belong together; without an answer to one there is no sense in the rest. */
  private interface Requests {
    void send() throws IOException, InterruptedException;
  }

  private void attempt(String what, Requests requests) throws InterruptedException {
    try {
      requests.send();
    } catch (IOException e) {
      complaints.unless(false, what + ": no answer: " + e);
    }
  }

  private void made(
      ProxyProcess makes, ProxyProcess delivers, String target, ExpectedMedia expected)
      throws InterruptedException {
    attempt("on demand", () -> onDemandThenCached(makes, delivers, target, expected));
  }

  private void ordered(
      ProxyProcess orders,
      ProxyProcess delivers,
      String asset,
      String rendition,
      ExpectedMedia expected)
      throws InterruptedException {
    attempt("batch", () -> batchThenCached(orders, delivers, asset, rendition, expected));
  }

  private void onDemandThenCached(
      ProxyProcess makes, ProxyProcess delivers, String target, ExpectedMedia expected)
      throws IOException, InterruptedException {
    Visit made = visitor.get(makes, target);
    judge(made, "on-demand-exact", 200, makes.name() + " " + target);
    inspect(made, target, expected);
    Visit stored = cached(delivers, target);
    inspect(stored, target, expected);
    slice(delivers, target, stored.answer().body());
  }

  private Visit cached(ProxyProcess proxy, String target) throws IOException, InterruptedException {
    String what = proxy.name() + " " + target;
    complaints.unless(visitor.awaitStored(proxy, target), what + ": not stored within a minute");
    Visit visit = visitor.get(proxy, target);
    judge(visit, "exact-cached", 200, what);
    return visit;
  }

  private void slice(ProxyProcess proxy, String target, byte[] whole)
      throws IOException, InterruptedException {
    Visit visit = visitor.get(proxy, target, "Range", "bytes=" + SLICE_FIRST + "-" + SLICE_LAST);
    judge(visit, "exact-cached", 206, proxy.name() + " range of " + target);
    int end = Math.min(SLICE_LAST + 1, whole.length);
    byte[] expected = Arrays.copyOfRange(whole, Math.min(SLICE_FIRST, end), end);
    complaints.unless(
        Arrays.equals(expected, visit.answer().body()), target + ": the range is not the slice");
  }

  private void original(ProxyProcess proxy, Sample sample, String query, String option)
      throws IOException, InterruptedException {
    String target = sample.fileName() + query;
    Visit visit = visitor.get(proxy, target);
    judge(visit, option, 200, proxy.name() + " " + target);
    complaints.unless(
        Arrays.equals(Files.readAllBytes(samples.path(sample)), visit.answer().body()),
        target + ": not the bytes of the source");
  }

  private void batchThenCached(
      ProxyProcess orders,
      ProxyProcess delivers,
      String asset,
      String rendition,
      ExpectedMedia expected)
      throws IOException, InterruptedException {
    batch.run(orders, delivers, asset, rendition);
    String target = asset + "?" + rendition;
    Visit visit = visitor.get(delivers, target);
    judge(visit, "exact-cached", 200, delivers.name() + " " + target + " after the batch job");
    inspect(visit, target, expected);
  }

  private void judge(Visit visit, String option, int status, String what) {
    String cacheStatus = visit.answer().header("cache-status");
    complaints.unlessEqual(status, visit.answer().status(), what + ": status");
    complaints.unlessEqual(option, visit.option(), what + ": decision");
    complaints.unless(
        cacheStatus.contains(option),
        what + ": Cache-Status: '" + cacheStatus + "' lacks " + option);
    complaints.unless(!visit.server().isEmpty(), what + ": the access log names no server");
  }

  private void inspect(Visit visit, String what, ExpectedMedia expected) {
    try {
      expected.compare(check.check(visit.answer().body()), what, complaints);
    } catch (IOException e) {
      complaints.unless(false, what + ": no media: " + e.getMessage());
    }
  }

  Table table() {
    return table;
  }

  Complaints complaints() {
    return complaints;
  }

  /**
   * What a rendition has to be.
   *
   * @param seconds its length; 0: it has none that matters
   * @param height in pixels; 0 without video
   */
  private record ExpectedMedia(
      double seconds, @Nullable String videoCodec, @Nullable String audioCodec, int height) {
    private static final double TOLERANCE_SECONDS = 0.5;

    /** Complains about all that differs. */
    void compare(Findings found, String what, Complaints complaints) {
      complaints.unlessEqual(name(videoCodec), name(found.videoCodec()), what + ": video codec");
      complaints.unlessEqual(name(audioCodec), name(found.audioCodec()), what + ": audio codec");
      complaints.unlessEqual(height, found.height(), what + ": height");
      complaints.unless(found.decodes(), what + ": does not decode: " + found.complaints());
      double off = Math.abs(found.durationSeconds() - seconds);
      complaints.unless(
          seconds == 0 || off <= TOLERANCE_SECONDS,
          String.format(
              Locale.ROOT,
              "%s: lasts %.2f s (expected: %.2f s)",
              what,
              found.durationSeconds(),
              seconds));
    }

    private static String name(@Nullable String codec) {
      return codec == null ? "none" : codec;
    }
  }
}
