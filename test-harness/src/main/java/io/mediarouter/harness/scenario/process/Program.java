package io.mediarouter.harness.scenario.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * One of our programs as a command line without arguments.
 *
 * @param jvmOptions options for the JVM
 * @param code what tells the JVM which program it is, such as {@code -jar FILE}
 */
public record Program(List<String> jvmOptions, List<String> code) {
  public Program {
    jvmOptions = List.copyOf(jvmOptions);
    code = List.copyOf(code);
  }

  /** The program of an executable jar. */
  public static Program jar(Path jar) {
    return new Program(List.of(), List.of("-jar", jar.toString()));
  }

  /** A program on the class path of this process. */
  public static Program here(Class<?> main) {
    return new Program(
        List.of(), List.of("-cp", System.getProperty("java.class.path"), main.getName()));
  }

  /** The program of which {@code subcommand} is one, on the class path of this process. */
  public static Program running(CommandSpec subcommand) {
    return here(subcommand.root().userObject().getClass());
  }

  /** This program with more options for its JVM. */
  public Program with(List<String> moreJvmOptions) {
    List<String> all = new ArrayList<>(jvmOptions);
    all.addAll(moreJvmOptions);
    return new Program(all, code);
  }

  /** The whole command, run by the JVM that runs us. */
  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(code);
    command.addAll(arguments);
    return command;
  }
}
