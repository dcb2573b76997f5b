package io.mediarouter.vertx.testfarm;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A transcoding server whose output the test writes: each task, of one output or several, waits for
 * {@link #write}, {@link #end} and {@link #breakOff}.
 */
public final class ChunkTranscoder extends TestServer {
  /** What it tells of every source. */
  public static final String PROBE =
      """
      {"container":"mp4","duration_seconds":10.0,
       "video":{"codec":"h264","width":1280,"height":720,"fps":30.0,"bit_rate":2600000},
       "audio":{"codec":"aac","channels":2,"sample_rate":48000,"bit_rate":128000}}
      """;

  private static final String TASKS = "/tasks/";
  private static final String BOUNDARY = "frontier";

  private final List<JsonObject> orders = new CopyOnWriteArrayList<>();

  private final Map<String, HttpServerResponse> tasks = new ConcurrentHashMap<>();
  private final Queue<String> inOrder = new ConcurrentLinkedQueue<>();
  private final List<String> speeds = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> sources = new CopyOnWriteArrayList<>();
  private volatile @Nullable Buffer wholeOutput;
  private volatile double mediaSeconds;
  private volatile int started;
  private volatile int cancelled;

  /** An idle server. */
  public ChunkTranscoder(Vertx vertx) {
    super(vertx);
  }

  @Override
  protected void serve(HttpServerRequest request) {
    switch (request.path()) {
      case "/probe" -> request.response().end(PROBE);
      case "/load" -> request.response().end("{\"application_utilization\":0.0}");
      case "/transcode" -> begin(request);
      case "/outputs" -> request.body().onSuccess(order -> beginMany(request, order));
      default -> tellProgress(request);
    }
  }

  private void tellProgress(HttpServerRequest request) {
    boolean running =
        request.path().startsWith(TASKS)
            && tasks.containsKey(request.path().substring(TASKS.length()));
    request
        .response()
        .setStatusCode(running ? 200 : 404)
        .end("{\"media_seconds\":" + mediaSeconds + ",\"total_media_seconds\":10.0}");
  }

  /** How much of the source's ten seconds every running task has made. */
  public void at(double seconds) {
    mediaSeconds = seconds;
  }

  private synchronized void begin(HttpServerRequest request) {
    speeds.add(request.getParam("speed"));
    asked.add(request.query());
    sources.add(request.getParam("source"));
    if (wholeOutput == null) {
      tasks.put(request.getParam("task"), request.response());
      inOrder.add(request.getParam("task"));
      request.response().setChunked(true).closeHandler(v -> cancelled++);
    } else {
      request.response().end(wholeOutput);
    }
    started++;
  }

  /** Has each task of one output end with that from now on, without waiting for the test. */
  public void answerAtOnce(Buffer output) {
    wholeOutput = output;
  }

  private synchronized void beginMany(HttpServerRequest request, Buffer body) {
    var order = new JsonObject(body);
    orders.add(order);
    tasks.put(order.getString("task"), request.response());
    request
        .response()
        .setChunked(true)
        .putHeader("content-type", "multipart/mixed; boundary=" + BOUNDARY)
        .closeHandler(v -> cancelled++)
        .write("\r\n");
    started++;
  }

  /** The orders of several outputs so far. */
  public List<JsonObject> orders() {
    return orders;
  }

  /** Parts with these contents, as the answer to an order of several outputs has them. */
  public static String parts(String... contents) {
    var parts = new StringBuilder();
    for (String content : contents) {
      parts.append("\r\n--" + BOUNDARY + "\r\nContent-Type: video/mp4\r\nContent-Length: ");
      parts.append(content.length()).append("\r\n\r\n").append(content);
    }
    return parts.toString();
  }

  /** The end of the last part. */
  public static String lastPart() {
    return "\r\n--" + BOUNDARY + "--\r\n";
  }

  /** How many tasks were started so far. */
  public int started() {
    return started;
  }

  /** How much effort each task was asked to spend, in the order of their starts. */
  public List<String> speeds() {
    return speeds;
  }

  /** The query of each task of one output, in the order of their starts. */
  public List<String> asked() {
    return asked;
  }

  /** The source of each task of one output, in the order of their starts. */
  public List<String> sources() {
    return sources;
  }

  /** How many tasks' connections were closed before their end. */
  public int cancelled() {
    return cancelled;
  }

  /** Writes output to every running task. */
  public void write(String output) {
    tasks.values().forEach(response -> response.write(output));
  }

  /** Writes output to every running task. */
  public void write(Buffer output) {
    tasks.values().forEach(response -> response.write(output));
  }

  /** Ends every running task well, with this content of each output, and its number. */
  public void endWell(String content) {
    for (var task : List.copyOf(tasks.entrySet())) {
      tasks.remove(task.getKey());
      task.getValue().end(whole(task.getKey(), content));
    }
  }

  private String whole(String task, String content) {
    return orders.stream()
        .filter(order -> order.getString("task").equals(task))
        .map(order -> order.getJsonArray("outputs").size())
        .findFirst()
        .map(count -> numbered(content, count) + lastPart())
        .orElse(content);
  }

  private static String numbered(String content, int count) {
    return parts(IntStream.range(0, count).mapToObj(each -> content + each).toArray(String[]::new));
  }

  /** Ends the task of one output that runs longest well; whether there is one. */
  public boolean endOldest(String content) {
    HttpServerResponse response = null;
    while (response == null && !inOrder.isEmpty()) {
      response = tasks.remove(inOrder.remove());
    }
    if (response != null) {
      response.end(content);
    }
    return response != null;
  }

  /** Ends every running task well. */
  public void end() {
    tasks.values().forEach(HttpServerResponse::end);
    tasks.clear();
  }

  /** Breaks every running task off. */
  public void breakOff() {
    tasks.values().forEach(HttpServerResponse::reset);
    tasks.clear();
  }
}
