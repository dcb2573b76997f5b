package io.mediarouter.vertx.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediarouter.vertx.config.tree.ConfigError;
import io.mediarouter.vertx.config.tree.ConfigException;
import io.mediarouter.vertx.config.tree.ConfigSchema;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigErrorTest {
  /** Two lines, so that what follows stands in line 3. */
  private static final String SERVERS = "servers:\n  - {role: origin, url: 'http://o:1/'}\n";

  static Stream<Arguments> inLine3() {
    return Stream.of(
        arguments(
            "prefix: media",
            "prefix: \"media\" (expected: empty, or /name without a slash at its end)"),
        arguments(
            "prefix: /media/",
            "prefix: \"/media/\" (expected: empty, or /name without a slash at its end)"),
        arguments(
            "prefix: \"/media\\n\"",
            "prefix: \"/media\\n\" (expected: one line without control characters)"),
        arguments(
            "batch: {callbackHosts: cms.example}",
            "batch.callbackHosts: \"cms.example\" (expected: a list, each item a host name or"
                + " address without a port, such as cms.example)"),
        arguments(
            "store: {tags: films}",
            "store.tags: \"films\" (expected: a list, each item a map of path, tags)"),
        arguments(
            "streams: {steering: {own: a b}}",
            "streams.steering.own: \"a b\" (expected: a name of up to 64 letters, digits, dots,"
                + " underscores and hyphens, not a dot at first)"),
        arguments(
            "cors: {headers: X-A}", "cors.headers: \"X-A\" (expected: a list of names of fields)"),
        arguments(
            "health: {transcoding: a b}",
            "health.transcoding: \"a b\" (expected: a path relative to the server's url, or off)"),
        arguments("prefixx: /m", "prefixx: unknown key (did you mean prefix?)"),
        arguments("Timeouts: {}", "Timeouts: unknown key (did you mean timeouts?)"),
        arguments("timeouts: {conect: 1s}", "timeouts.conect: unknown key (did you mean connect?)"),
        arguments(
            "timeouts: {zzz: 1s}",
            "timeouts.zzz: unknown key (expected: connect, firstByte, idle, lookup, decide)"),
        arguments(
            "\"a b\": 1",
            "[\"a b\"]: unknown key (expected: servers, prefix, presets, options, policy, policies,"
                + " trust, passQuery, ignoreQuery, passAuthorization, passCookies, trustedProxies,"
                + " fallbackHost, fallbackTimeout, timeouts, connectionsPerServer, spool, batch,"
                + " speculation, streams, caching, store, whenNobodyWaits, serverChoice,"
                + " highestUtilization, loadPoll, loadStaleAfter, loadMetrics, breakers, ejection,"
                + " slowStart, health, failover, quarantine, limits, sourceCheck, accessLog, logs,"
                + " decisionLog, cors, admin, probes, cluster, peers, registration, durable,"
                + " listen, fallback)"),
        arguments("timeouts: 5s", "timeouts: \"5s\" (expected: a map of durations)"),
        arguments(
            "timeouts: {idle: 5}",
            "timeouts.idle: 5 (expected: a duration above 0 such as 200ms, 5s or 2m)"),
        arguments(
            "timeouts: {idle: 0s}",
            "timeouts.idle: \"0s\" (expected: a duration above 0 such as 200ms, 5s or 2m)"),
        arguments(
            "loadPoll: 1 s",
            "loadPoll: \"1 s\" (expected: a duration above 0 such as 200ms, 5s or 2m)"),
        arguments("loadPoll: 10s", "loadStaleAfter: 10s (expected: above loadPoll, 10s)"),
        arguments(
            "connectionsPerServer: 0",
            "connectionsPerServer: 0 (expected: a whole number 1..100000)"),
        arguments(
            "connectionsPerServer: 1.5",
            "connectionsPerServer: 1.5 (expected: a whole number 1..100000)"),
        arguments(
            "connectionsPerServer: many",
            "connectionsPerServer: \"many\" (expected: a whole number 1..100000)"),
        arguments(
            "connectionsPerServer: 99999999999999999999",
            "connectionsPerServer: \"99999999999999999999\" (expected: a whole number 1..100000)"),
        arguments(
            "spool: {memory: 8MB}",
            "spool.memory: \"8MB\" (expected: a size such as 8M or 2G; a bare number is bytes)"),
        arguments(
            "spool: {memory: -1}",
            "spool.memory: -1 (expected: a size such as 8M or 2G; a bare number is bytes)"),
        arguments("spool: {memory: 1k}", "spool.memory: 1024 (expected: >= 65536)"),
        arguments("spool: {totalMemory: 1M}", "spool.totalMemory: 1048576 (expected: >= 8388608)"),
        arguments("spool: {disk: 1T}", "spool.totalDisk: 21474836480 (expected: >= 1099511627776)"),
        arguments(
            "batch: {concurrent: 0}", "batch.concurrent: 0 (expected: a whole number 1..1000)"),
        arguments("store: {copies: true}", "store.copies: true (expected: a whole number 1..16)"),
        arguments("whenNobodyWaits: stop", "whenNobodyWaits: \"stop\" (expected: finish, cancel)"),
        arguments(
            "accessLog: false",
            "accessLog: false (expected: off, \"-\" for the standard output, or a file)"),
        arguments("decisionLog: '-'", "decisionLog: \"-\" (expected: off, or a file)"),
        arguments("admin: {port: 65536}", "admin.port: 65536 (expected: a whole number 0..65535)"),
        arguments(
            "listen: {port: 8081}", "admin.port: 8081 (expected: another address than listen's)"),
        arguments(
            "listen: {host: 0.0.0.0, port: 99}\nadmin: {host: 192.0.2.7, port: 99}",
            "admin.port: 99 (expected: another address than listen's)"),
        arguments(
            "listen: {host: localhost, port: 99}\nadmin: {port: 99}",
            "admin.port: 99 (expected: another address than listen's)"),
        arguments("cluster: {port: 0}", "cluster.port: 0 (expected: a whole number 1..65535)"),
        arguments(
            "cluster: {members: ['a b']}",
            "cluster.members[0]: \"a b\" (expected: host:port or host)"),
        arguments(
            "cluster: {publicAddress: proxy-1}",
            "cluster.publicAddress: \"proxy-1\" (expected: host:port)"),
        arguments(
            "cluster: {publicAddress: 'proxy-1:70000'}",
            "cluster.publicAddress: \"proxy-1:70000\" (expected: host:port)"),
        arguments("durable: {store: h2}", "durable.store: \"h2\" (expected: none, file, postgres)"),
        arguments("durable: {directory: ''}", "durable.directory: \"\" (expected: a directory)"),
        arguments(
            "durable: {store: postgres}",
            "durable.url: missing (expected: a URL such as jdbc:postgresql://db:5432/media)"),
        arguments(
            "durable: {url: 'jdbc:h2:mem:m'}",
            "durable.url: \"jdbc:h2:mem:m\" (expected: a URL such as"
                + " jdbc:postgresql://db:5432/media)"),
        arguments("cluster: {name: ' '}", "cluster.name: \" \" (expected: a name)"),
        arguments(
            "listen: {host: 'a b'}", "listen.host: \"a b\" (expected: a host name or address)"),
        arguments(
            "fallback: app:8000",
            "fallback: \"app:8000\" (expected: an http or https URL without user, query and"
                + " fragment)"),
        arguments(
            "fallback: http://my_host-/",
            "fallback: \"http://my_host-/\" (expected: an http or https URL with a host and a port"
                + " up to 65535)"),
        arguments(
            "fallback: http://h:99999/",
            "fallback: \"http://h:99999/\" (expected: an http or https URL with a host and a port"
                + " up to 65535)"),
        arguments(
            "options: []",
            "options: an empty list (expected: a list of publishing options, each once, at least"
                + " one)"),
        arguments(
            "options: [exact]",
            "options[0]: \"exact\" (expected: direct, exact-cached, from-segments, remux,"
                + " on-demand-exact, on-demand-exact-prioritised, near-cached, on-demand-varied,"
                + " on-demand-varied-prioritised, pass-through)"),
        arguments(
            "options: [pass-through, pass-through]",
            "options: a list (expected: a list of publishing options, each once, at least one)"),
        arguments(
            "policy: {tolerance: nearly}",
            "policy.tolerance: \"nearly\" (expected: exact, near, any)"),
        arguments(
            "policy: {wait: 1}", "policy.wait: 1 (expected: a duration such as 0s, 200ms or 5s)"),
        arguments("policy: {wiat: 1s}", "policy.wiat: unknown key (did you mean wait?)"),
        arguments(
            "policy: {preemptDelivery: 'no'}",
            "policy.preemptDelivery: \"no\" (expected: true or false)"),
        arguments(
            "policies: {path: a/}",
            "policies: a map (expected: a list of policies, each with path or preset)"),
        arguments("policies: [{wait: 1s}]", "policies[0]: a map (expected: either path or preset)"),
        arguments(
            "policies: [{path: a/, preset: 360p}]",
            "policies[0]: a map (expected: either path or preset)"),
        arguments(
            "policies: [{path: /a/}]",
            "policies[0].path: \"/a/\" (expected: the start of asset paths, without a slash before"
                + " it)"),
        arguments(
            "policies: [{preset: 360}]",
            "policies[0].preset: 360 (expected: the name of a preset)"),
        arguments(
            "policies: [{preset: 361p}]",
            "policies[0].preset: \"361p\" (expected: 1080p, 240p, 360p, 480p, 720p, audio,"
                + " preview, storyboard, thumbnail)"),
        arguments(
            "policies: [{path: a/, options: []}]",
            "policies[0].options: an empty list (expected: a list of publishing options, each once,"
                + " at least one)"),
        arguments(
            "policies: [{path: a/}, {path: b/}, {path: a/}]",
            "policies[2].path: \"a/\" (expected: one that no other policy is for; policies[0] is"
                + " for this one)"),
        arguments(
            "presets: {x: {tolerance: much}}",
            "presets.x.tolerance: \"much\" (expected: exact, near, any)"),
        arguments(
            "trust: {priority: some}",
            "trust.priority: \"some\" (expected: none, all, or a list of networks such as"
                + " 10.0.0.0/8)"),
        arguments(
            "trust: {cmcd: []}",
            "trust.cmcd: an empty list (expected: none, all, or a list of networks such as"
                + " 10.0.0.0/8)"),
        arguments(
            "trust: {cmcd: [7]}", "trust.cmcd[0]: 7 (expected: a network such as 10.0.0.0/8)"),
        arguments(
            "trust: {cmcd: [10.0.0.0/8, 10.0.0.1/8]}",
            "trust.cmcd[1]: \"10.0.0.1/8\" (expected: a network such as 10.0.0.0/8 or 2001:db8::/32"
                + " without bits behind its prefix, or one address)"),
        arguments(
            "presets: [a]", "presets: a list (expected: a map of names to rendition parameters)"),
        arguments(
            "presets: {x: {heigth: 2}}", "presets.x.heigth: unknown key (did you mean height?)"),
        arguments(
            "presets: {x: {height: 7}}",
            "presets.x.height: 7 (expected: even numbers 16..8192 (pixels), or a range such as"
                + " low..high)"),
        arguments(
            "presets: {'x y': {}}",
            "presets[\"x y\"]: \"x y\" (expected: a name of 1 to 64 characters without spaces)"),
        arguments(
            "presets: {x: {}, X: {}}",
            "presets.X: \"X\" (expected: names that differ in more than case; also there: \"x\")"),
        arguments(
            "presets: {x: {format: avi}}",
            "presets.x.format: \"avi\" (expected: mp4, webm, m4a, opus, mp3, jpeg, webp, png,"
                + " avif, gif, vtt)"),
        arguments(
            "breakers: {failureRate: 0}", "breakers.failureRate: 0 (expected: percent, 1..100)"),
        arguments(
            "breakers: {failureRate: 0.5}",
            "breakers.failureRate: 0.5 (expected: percent, 1..100)"),
        arguments(
            "breakers: {window: 2, minimumCalls: 5}",
            "breakers.minimumCalls: 5 (expected: at most the window's 2)"),
        arguments(
            "breakers: {roles: {transcoding: {window: 30}, distribution: {window: 2}}}",
            "breakers.roles.distribution.minimumCalls: 3 (expected: at most the window's 2)"),
        arguments(
            "breakers: {servers: {origin-o:2: {}}}",
            "breakers.servers[\"origin-o:2\"]: unknown key (did you mean origin-o:1?)"),
        arguments(
            "ejection: {base: 10m}",
            "ejection.base: \"10m\" (expected: base, 600s, at most longest, 300s)"),
        arguments("health: {fall: 0}", "health.fall: 0 (expected: a whole number 1..100)"),
        arguments(
            "limits: {requests: 0}", "limits.requests: 0 (expected: a whole number 1..1000000)"),
        arguments("servers: []", "servers: given again in line 3 (expected: each key once)"),
        arguments(
            "prefix: !!java.io.File x",
            "prefix: tag tag:yaml.org,2002:java.io.File (expected: no tags)"),
        arguments("? [a]\n: b", "a map or list as a key (expected: text)"),
        arguments("prefix: [", "not YAML: expected the node content, but found '<stream end>'"),
        arguments("prefix: *none", "not YAML: found undefined alias none"));
  }

  @ParameterizedTest
  @MethodSource
  void inLine3(String yaml, String error) {
    var e =
        catchThrowableOfType(
            ConfigException.class, () -> MediaRoutingConfig.parse(SERVERS + yaml, "f.yaml"));

    assertThat(e.errors()).extracting(ConfigError::toString).containsExactly(error);
  }

  static Stream<Arguments> inServers() {
    return Stream.of(
        arguments(
            "- {role: origin, url: 'http://o/', capacity: -1}",
            "servers[0].capacity: -1 (expected: > 0)"),
        arguments(
            "- {role: orign, url: 'http://o/'}",
            "servers[0].role: \"orign\" (expected: origin, transcoding, distribution)"),
        arguments(
            "- {role: origin}",
            "servers[0].url: missing (expected: an http or https URL without user, query and"
                + " fragment)"),
        arguments("- {url: 'http://o/'}", "servers[0]: a map (expected: either role or roles)"),
        arguments(
            "- {role: origin, roles: [origin], url: 'http://o/'}",
            "servers[0]: a map (expected: either role or roles)"),
        arguments(
            "- {roles: [], url: 'http://o/'}",
            "servers[0].roles: an empty list (expected: a list of roles, each once, at least one)"),
        arguments(
            "- {role: origin, url: 'http://u:p@o/'}",
            "servers[0].url: \"http://***@o/\" (expected: an http or https URL without user, query"
                + " and fragment)"),
        arguments(
            "- {role: origin, url: 'http://o/', capacity: 2}",
            "servers[0].capacity: 2 (expected: only for roles transcoding and distribution)"),
        arguments(
            "- {role: transcoding, url: 'http://o/', path: a/}",
            "servers[0].path: \"a/\" (expected: only for role origin)"),
        arguments(
            "- {role: origin, url: 'http://o/', path: /a/}",
            "servers[0].path: \"/a/\" (expected: the start of asset paths, without a slash before"
                + " it)"),
        arguments(
            "- {role: transcoding, url: 'http://o/', transcode: 'x'}",
            "servers[0].transcode: \"x\" (expected: an RFC 6570 template with the variable"
                + " source)"),
        arguments(
            "- {role: transcoding, url: 'http://o/', task: 'x{id'}",
            "servers[0].task: \"x{id\" (expected: an RFC 6570 template)"),
        arguments(
            "- {role: origin, url: 'http://o/', id: 'a/b'}",
            "servers[0].id: \"a/b\" (expected: a name of up to 64 letters, digits, dots, colons,"
                + " underscores and hyphens)"),
        arguments(
            "- {role: origin, url: 'http://o/a'}\n- {role: origin, url: 'http://o:80/b'}",
            "servers[1].id: \"origin-o:80\" (expected: an id of its own; servers[0] has this one)"),
        arguments("- origin", "servers[0]: \"origin\" (expected: a map with role and url)"),
        arguments("-", "servers[0]: nothing (expected: a map with role and url)"),
        arguments(
            "  []",
            "servers: an empty list (expected: a list of at least one server, each with role and"
                + " url)"),
        arguments(
            "",
            "servers: missing (expected: a list of at least one server, each with role and url)"));
  }

  @ParameterizedTest
  @MethodSource
  void inServers(String list, String error) {
    var e =
        catchThrowableOfType(
            ConfigException.class, () -> MediaRoutingConfig.parse("servers:\n" + list, "f.yaml"));

    assertThat(e.errors()).extracting(ConfigError::toString).containsExactly(error);
  }

  @Test
  void mistakeInAnyKey_isToldWithWhatWouldBeRight() throws Exception {
    try (var schema = ConfigErrorTest.class.getResourceAsStream(ConfigSchema.RESOURCE)) {
      wrong(new ObjectMapper().readTree(schema))
          .forEach(
              wrong ->
                  assertThatThrownBy(() -> MediaRoutingConfig.from(new JsonObject(wrong)))
                      .as(wrong)
                      .hasMessageContaining("(expected: ")
                      .hasMessageNotContaining("(expected: )"));
    }
  }

  /** A configuration for each key below these, which is a truth there, or a list of them. */
  private static Stream<String> wrong(JsonNode rule) {
    return rule.path("properties").properties().stream()
        .flatMap(
            each ->
                Stream.concat(Stream.of("[true]", "true"), wrong(each.getValue()))
                    .map(value -> "{\"" + each.getKey() + "\": " + value + "}"));
  }

  @Test
  void anEmptyFile_lacksServers() {
    assertThatThrownBy(() -> MediaRoutingConfig.parse("# nothing\n", "f.yaml"))
        .hasMessage(
            "f.yaml: servers: missing (expected: a list of at least one server, each with role and"
                + " url)");
  }

  @Test
  void severalMistakes_areReportedAtOnce_inTheOrderOfTheirLines() {
    String yaml =
        """
        prefix: media
        servers:
          - role: origin
            url: http://o/
          - role: transcoding
            url: http://t/
            capacity: -1
        timeouts:
          idel: 5s
          lookup: 50
        prefix: /m
        """;

    assertThatThrownBy(() -> MediaRoutingConfig.parse(yaml, "media-router.yaml"))
        .hasMessage(
            """
            media-router.yaml:1: prefix: given again in line 11 (expected: each key once)
            media-router.yaml:1: prefix: "media" (expected: empty, or /name without a slash at its end)
            media-router.yaml:7: servers[1].capacity: -1 (expected: > 0)
            media-router.yaml:9: timeouts.idel: unknown key (did you mean idle?)
            media-router.yaml:10: timeouts.lookup: 50 (expected: a duration above 0 such as 200ms, 5s or 2m)\
            """);
  }

  @Test
  void whatIsMissing_hasTheLineOfWhatItBelongsIn() {
    assertThatThrownBy(() -> MediaRoutingConfig.parse("prefix: /m\nservers:\n- role: origin", "f"))
        .hasMessageStartingWith("f:3: servers[0].url: missing");
  }

  @Test
  void aJsonObject_hasTheSameErrors_withoutLines() {
    var server =
        new JsonObject().put("role", "transcoding").put("url", "http://t/").put("capacity", -1);
    var json = new JsonObject().put("servers", new JsonArray().add(server)).put("prefixx", "");

    var e = catchThrowableOfType(ConfigException.class, () -> MediaRoutingConfig.from(json));

    assertThat(e.errors())
        .containsExactlyInAnyOrder(
            new ConfigError(0, "servers[0].capacity", "-1 (expected: > 0)"),
            new ConfigError(0, "prefixx", "unknown key (did you mean prefix?)"));
    assertThat(e).hasMessageContaining("servers[0].capacity: -1 (expected: > 0)");
  }

  @Test
  void aJsonObjectWithAForeignObject_isAConfigException() {
    var json = new JsonObject().put("servers", new Object());

    assertThatThrownBy(() -> MediaRoutingConfig.from(json)).isInstanceOf(ConfigException.class);
  }

  @Test
  void anAliasBomb_isRefused() {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String before = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(i, i, String.join(", ", java.util.Collections.nCopies(4, before))));
    }

    assertThatThrownBy(() -> MediaRoutingConfig.parse(bomb.toString(), "f.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "too large (expected: at most 20000 values, 20 deep, aliases followed)");
  }

  @Test
  void anAliasOfItself_isRefused() {
    assertThatThrownBy(() -> MediaRoutingConfig.parse("a: &a [*a]", "f.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("too large");
  }
}
