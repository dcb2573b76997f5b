import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A transcoding server for Media Router: {@code {role: transcoding, url: "http://127.0.0.1:9101/",
 * makes: [mp4, m4a, h264, aac], probe: off}}. Needs a JDK 17, and ffmpeg on the PATH. It reads what
 * lies below one address, and nothing else.
 *
 * <p>{@code java TranscodingServer.java 9101 http://127.0.0.1:9001/}
 */
class TranscodingServer {
  static final int CORES = Runtime.getRuntime().availableProcessors();
  static final Semaphore SESSIONS = new Semaphore(CORES);
  static final String CONTAINERS = "mov,matroska,ogg,mp3,aac,flac,wav,avi,mpegts"; // no playlists

  public static void main(String[] args) throws IOException {
    var address = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]));
    var server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/load", http -> answer(http, 200, load()));
    server.createContext("/transcode", http -> transcode(http, order(http), args[1]));
    server.start();
    System.out.println("listening on http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  static String load() {
    double used = 1 - SESSIONS.availablePermits() / (double) CORES;
    return "{\"application_utilization\": " + used + "}";
  }

  static Map<String, String> order(HttpExchange http) {
    var order = new HashMap<>(Map.of("format", "mp4", "source", ""));
    for (String each : String.valueOf(http.getRequestURI().getRawQuery()).split("&"))
      order.put(each.split("=")[0], URLDecoder.decode(each.replaceAll("^[^=]*=?", ""), UTF_8));
    return order;
  }

  static void transcode(HttpExchange http, Map<String, String> order, String sources)
      throws IOException {
    String source = order.get("source");
    boolean elsewhere = !source.startsWith(sources) || source.matches("(?i).*(\\.|%2e){2}.*");
    if (elsewhere) answer(http, 403, "{\"detail\": \"source: not allowed here\"}");
    else if (!order.entrySet().stream().allMatch(TranscodingServer::isPlain))
      answer(http, 400, "{\"detail\": \"a value that is neither number nor name\"}");
    else if (!order.get("format").matches("mp4|m4a"))
      answer(http, 400, "{\"detail\": \"format: not made here\", \"parameter\": \"format\"}");
    else if (!SESSIONS.tryAcquire()) answer(http, 503, "{\"detail\": \"no session is free\"}");
    else stream(http, new ProcessBuilder(command(order)).start());
  }

  static boolean isPlain(Map.Entry<String, String> each) {
    return each.getKey().equals("source") || each.getValue().matches("[A-Za-z0-9._-]{1,64}");
  }

  static void stream(HttpExchange http, Process ffmpeg) throws IOException {
    try (var media = ffmpeg.getInputStream()) {
      byte[] part = new byte[65536];
      int size = media.read(part);
      if (size < 0) answer(http, 422, "{\"detail\": \"ffmpeg makes nothing of this source\"}");
      else http.sendResponseHeaders(200, 0); // of unknown length
      for (; size >= 0; size = media.read(part)) {
        http.getResponseBody().write(part, 0, size); // fails once the client has left
        http.getResponseBody().flush();
      }
      // Broken off, without a last chunk, so that nobody takes it for complete.
      if (ffmpeg.waitFor() != 0) throw new IOException("ffmpeg failed");
      http.close();
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      ffmpeg.destroyForcibly();
      SESSIONS.release();
    }
  }

  static List<String> command(Map<String, String> order) {
    var all = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "quiet"));
    all.addAll(List.of("-protocol_whitelist", "http,tcp", "-format_whitelist", CONTAINERS));
    add(all, "-ss", order.get("start"));
    add(all, "-i", order.get("source"));
    add(all, "-t", order.get("duration"));
    if (order.get("format").equals("mp4")) {
      String width = order.getOrDefault("width", "-2");
      String height = order.getOrDefault("height", "-2");
      boolean cut = "cover".equals(order.get("fit"));
      String fit = cut ? ":force_original_aspect_ratio=increase,crop=" + width + ":" + height : "";
      add(all, "-vf", "scale=" + width + ":" + height + fit + ",setsar=1");
      all.addAll(List.of("-map", "0:V:0", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "50"));
      add(all, "-preset", "slow".equals(order.get("speed")) ? "medium" : "veryfast");
      add(all, "-b:v", order.get("vb"));
      add(all, "-r", order.get("fps"));
    }
    if (!"none".equals(order.get("acodec")))
      all.addAll(List.of("-map", "0:a:0?", "-c:a", "aac", "-ac", "2"));
    add(all, "-b:a", order.get("ab"));
    if (order.containsKey("loudness"))
      all.addAll(List.of("-af", "loudnorm=I=" + order.get("loudness"), "-ar", "48000"));
    // Fragments of half a second, sent at once: what has come plays while the rest is made.
    add(all, "-movflags", "+frag_keyframe+delay_moov+default_base_moof");
    all.addAll(List.of("-frag_duration", "500000", "-flush_packets", "1", "-f", "mp4", "pipe:1"));
    return all;
  }

  static void add(List<String> all, String option, String value) {
    if (value != null) all.addAll(List.of(option, value));
  }

  static void answer(HttpExchange http, int status, String json) throws IOException {
    http.getResponseHeaders().set("Content-Type", "application/json");
    http.sendResponseHeaders(status, json.length());
    http.getResponseBody().write(json.getBytes(UTF_8));
    http.close();
  }
}
