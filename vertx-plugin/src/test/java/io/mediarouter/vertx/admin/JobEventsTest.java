package io.mediarouter.vertx.admin;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.admin.jobs.JobEvents;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class JobEventsTest {
  private static final int MANY = 600;

  private final TestFarm farm = new TestFarm();
  private final AdminClient admin = new AdminClient(farm.proxy().adminPort());

  @AfterEach
  void stop() {
    farm.close();
  }

  @Test
  void eventsOfAJob_tellItsProgress_andEndWithIt() throws Exception {
    var ordered = admin.order("{'asset':'" + ASSET + "','renditions':['height=180']}");
    String id = new JsonObject(ordered.body()).getString("id");
    await().until(() -> farm.transcoder().started() == 1);
    List<JsonObject> seen = new CopyOnWriteArrayList<>();
    try (Socket socket = listen("/admin/jobs/" + id + "/events")) {
      var reader = new Thread(() -> readAll(socket, seen));
      reader.start();
      farm.transcoder().write("media");
      farm.transcoder().at(3);
      await().until(() -> percents(seen).contains(30.0));
      farm.transcoder().at(7);
      await().until(() -> percents(seen).contains(70.0));
      farm.transcoder().end();
      reader.join();
    }

    assertThat(percents(seen)).isSorted().endsWith(100.0);
    assertThat(seen.get(seen.size() - 1).getString("state")).isEqualTo("stored");
    JsonObject some =
        seen.get(percents(seen).indexOf(70.0)).getJsonArray("renditions").getJsonObject(0);
    assertThat(some.getDouble("media_seconds")).isEqualTo(7);
    assertThat(some.getDouble("total_media_seconds")).isEqualTo(10);
    assertThat(some.getString("server")).isEqualTo("t1");
  }

  private static List<Double> percents(List<JsonObject> seen) {
    return seen.stream().map(job -> job.getDouble("progress_percent")).toList();
  }

  private Socket listen(String target) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress("127.0.0.1", farm.proxy().adminPort()));
    String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void readAll(Socket socket, List<JsonObject> seen) {
    try (var in = reader(socket)) {
      in.lines()
          .filter(line -> line.startsWith("data: "))
          .forEach(line -> seen.add(new JsonObject(line.substring("data: ".length()))));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  @Test
  void slowReader_isToldTheLatestStateOfEachJobAlone() throws Exception {
    var assets = new JsonArray(IntStream.range(0, MANY).mapToObj(i -> "a" + i + ".mp4").toList());
    var sizes =
        new JsonArray(IntStream.range(0, 32).mapToObj(i -> "height=" + (100 + 2 * i)).toList());
    String order =
        "{'assets':" + assets + ",'renditions':" + sizes + ",'notBefore':'2999-01-01T00:00:00Z'}";
    try (Socket socket = listen("/admin/jobs/events")) {
      var ordered = new JsonObject(admin.order(order).body());
      assertThat(ordered.getInteger("assets_found")).isEqualTo(MANY);
      int rounds = 5;
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < MANY; i++) {
          String id = ordered.getJsonArray("jobs").getJsonObject(i).getString("id");
          admin.send(round == rounds - 1 ? "DELETE" : "POST", target(id, round, rounds), "");
        }
      }

      Map<String, List<String>> told = readUntilAllAre("cancelled", socket);

      int events = told.values().stream().mapToInt(List::size).sum();
      assertThat(events).as("events of %d changes", MANY * (rounds + 1)).isLessThan(MANY * 3);
      assertThat(told.values()).anySatisfy(states -> assertThat(states).hasSize(1));
    }
  }

  private static String target(String id, int round, int rounds) {
    if (round == rounds - 1) {
      return "/admin/jobs/" + id;
    }
    return "/admin/jobs/" + id + (round % 2 == 0 ? "/pause" : "/resume");
  }

  private static Map<String, List<String>> readUntilAllAre(String state, Socket socket)
      throws IOException {
    Map<String, List<String>> told = new HashMap<>();
    BufferedReader in = reader(socket);
    long over = 0;
    while (over < MANY) {
      String line = in.readLine();
      if (line.startsWith("data: ")) {
        JsonObject job = new JsonObject(line.substring("data: ".length()));
        told.computeIfAbsent(job.getString("id"), id -> new ArrayList<>())
            .add(job.getString("state"));
        over += job.getString("state").equals(state) ? 1 : 0;
      }
    }
    return told;
  }

  @Test
  void moreListenersThanThereIsRoomFor_areToldSo_untilOneLeaves() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < JobEvents.MOST_LISTENERS; i++) {
      Socket socket = listen("/admin/jobs/events");
      assertThat(reader(socket).readLine()).contains("200");
      sockets.add(socket);
    }
    assertThat(firstLine()).contains("503");

    sockets.remove(0).close();

    await().atMost(Duration.ofSeconds(20)).until(() -> firstLine().contains("200"));
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private String firstLine() throws IOException {
    try (Socket socket = listen("/admin/jobs/events")) {
      return reader(socket).readLine();
    }
  }
}
