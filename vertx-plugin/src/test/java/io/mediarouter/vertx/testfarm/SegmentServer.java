package io.mediarouter.vertx.testfarm;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A transcoding server that makes segments of a source of 100 s: each run as far as the test
 * allows, each segment a well-formed one without media in it.
 */
public final class SegmentServer extends TestServer {
  private static final String PROBE =
      """
      {"container":"mp4","duration_seconds":100.0,
       "video":{"codec":"h264","width":1280,"height":720,"fps":30.0,"bit_rate":2600000},
       "audio":{"codec":"aac","channels":2,"sample_rate":48000,"bit_rate":128000}}
      """;

  /** The start of each track. */
  public static final Buffer INIT =
      box("ftyp", Buffer.buffer("isom")).appendBuffer(box("moov", Buffer.buffer("track")));

  /**
   * A run that was asked for.
   *
   * @param first the number of its first segment
   * @param count how many
   * @param query all that was asked
   */
  public record Run(int first, int count, String query) {}

  private final List<Run> runs = new CopyOnWriteArrayList<>();
  private final Map<Run, HttpServerResponse> held = new ConcurrentHashMap<>();
  private final Queue<Runnable> rests = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> ones = new ConcurrentLinkedQueue<>();
  private volatile int allowed = Integer.MAX_VALUE;
  private volatile boolean breaking;
  private volatile int probed = 200;
  private volatile int refusal;
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();

  /** A server that makes all that it is asked for. */
  public SegmentServer(Vertx vertx) {
    super(vertx);
  }

  @Override
  protected void serve(HttpServerRequest request) {
    switch (request.path()) {
      case "/probe" -> request.response().setStatusCode(probed).end(PROBE);
      case "/load" -> request.response().end("{\"application_utilization\":0.0}");
      case "/segments" -> begin(request);
      default -> request.response().setStatusCode(404).end();
    }
  }

  /** Answers with this status instead of telling what is in a source from now on. */
  public void answerProbesWith(int status) {
    probed = status;
  }

  /** Answers with this status instead of making segments from now on. */
  public void answerRunsWith(int status) {
    refusal = status;
  }

  private void begin(HttpServerRequest request) {
    if (refusal != 0) {
      refused.incrementAndGet();
      request.response().setStatusCode(refusal).end();
      return;
    }
    int first = Integer.parseInt(request.getParam("first"));
    int count = Integer.parseInt(request.getParam("count"));
    var run = new Run(first, count, request.query());
    runs.add(run);
    HttpServerResponse response = request.response().setChunked(true);
    boolean silent = allowed < 0;
    if (!silent) {
      response.write(INIT);
    }
    for (int i = first; i < first + Math.min(count, allowed); i++) {
      response.write(segment(i, request));
    }
    if (count <= allowed) {
      response.end();
    } else if (breaking) {
      request.connection().close();
    } else {
      held.put(run, response);
      int from = first + Math.max(0, allowed);
      rests.add(() -> finish(response, silent, from, first + count, request));
      ones.add(() -> response.write(segment(from, request)));
      response.closeHandler(v -> cancelled.incrementAndGet());
    }
  }

  /**
   * Makes no more than so many segments of each run from now on, and then goes silent; -1 = not
   * even the start of the track.
   */
  public void stopAfter(int segments) {
    allowed = segments;
    breaking = false;
  }

  private static void finish(
      HttpServerResponse response,
      boolean fromStart,
      int from,
      int end,
      HttpServerRequest request) {
    if (fromStart) {
      response.write(INIT);
    }
    for (int i = from; i < end; i++) {
      response.write(segment(i, request));
    }
    response.end();
  }

  /** Makes one more segment of all runs that went silent. */
  public void makeOne() {
    for (Runnable one = ones.poll(); one != null; one = ones.poll()) {
      one.run();
    }
  }

  /** Makes the rest of all runs that went silent. */
  public void goOn() {
    for (Runnable rest = rests.poll(); rest != null; rest = rests.poll()) {
      rest.run();
    }
  }

  /** Makes no more than so many segments of each run from now on, and then is gone. */
  public void breakAfter(int segments) {
    allowed = segments;
    breaking = true;
  }

  /** How many runs were refused. */
  public int refused() {
    return refused.get();
  }

  /** All runs that were asked for, in their order. */
  public List<Run> runs() {
    return runs;
  }

  /** How many silent runs were taken away. */
  public int cancelled() {
    return cancelled.get();
  }

  private static Buffer segment(int number, HttpServerRequest request) {
    return request.getParam("vcodec") == null
        ? sound(number)
        : fragment(number * 120L * 334, 120, number);
  }

  private static Buffer sound(int number) {
    long from = border(number);
    long to = number == 24 ? (100L * 48_000 + 1023) / 1024 : border(number + 1);
    return fragment(from * 1024, (int) (to - from), number);
  }

  private static long border(int number) {
    return Math.round(number * 4.0 * 48_000 / 1024);
  }

  private static Buffer fragment(long time, int samples, int number) {
    Buffer when = box("tfdt", Buffer.buffer().appendInt(1 << 24).appendLong(time));
    Buffer what = box("trun", Buffer.buffer().appendInt(0).appendInt(samples));
    Buffer track = box("traf", Buffer.buffer().appendBuffer(when).appendBuffer(what));
    Buffer head = box("moof", track);
    return head.appendBuffer(box("mdat", Buffer.buffer("segment " + number)));
  }

  private static Buffer box(String type, Buffer content) {
    return Buffer.buffer().appendInt(8 + content.length()).appendString(type).appendBuffer(content);
  }
}
