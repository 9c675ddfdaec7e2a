package dev.creance.tuning.propose;

import java.util.List;

/**
 * A field that exceptions may hold on to.
 *
 * @param name as conditions write it, argument included
 * @param spoofable whether an attacker on the node chooses its value freely: names and arguments of
 *     processes are, the path of an executable, a user and an image are not, short of having won
 *     already; what is attacked is his choice, too, and no protection by itself
 * @param prefix what the beginnings of its values are made of
 */
record CandidateField(String name, Aspect aspect, boolean spoofable, Prefix prefix) {
  /** How values of a field begin alike. */
  enum Prefix {
    NONE,
    /** A directory, with its last slash. */
    DIRECTORY,
    /** Words of a command line, with the blank behind the last one. */
    WORDS
  }

  private static final List<CandidateField> SYSCALL =
      List.of(
          new CandidateField("proc.exepath", Aspect.ACTOR, false, Prefix.DIRECTORY),
          new CandidateField("proc.name", Aspect.ACTOR, true, Prefix.NONE),
          new CandidateField("proc.cmdline", Aspect.ACTOR, true, Prefix.WORDS),
          new CandidateField("proc.pexepath", Aspect.ORIGIN, false, Prefix.NONE),
          new CandidateField("proc.pname", Aspect.ORIGIN, true, Prefix.NONE),
          new CandidateField("proc.pcmdline", Aspect.ORIGIN, true, Prefix.WORDS),
          new CandidateField("proc.aname[2]", Aspect.ORIGIN, true, Prefix.NONE),
          new CandidateField("proc.aname[3]", Aspect.ORIGIN, true, Prefix.NONE),
          new CandidateField("fd.name", Aspect.OBJECT, true, Prefix.DIRECTORY),
          new CandidateField("fs.path.name", Aspect.OBJECT, true, Prefix.DIRECTORY),
          new CandidateField("fd.sip", Aspect.OBJECT, true, Prefix.NONE),
          new CandidateField("fd.sport", Aspect.OBJECT, true, Prefix.NONE),
          new CandidateField("container.image.repository", Aspect.SCOPE, false, Prefix.NONE),
          new CandidateField("k8s.ns.name", Aspect.SCOPE, false, Prefix.NONE),
          new CandidateField("user.name", Aspect.SCOPE, false, Prefix.NONE));

  private static final List<CandidateField> AUDIT =
      List.of(
          new CandidateField("ka.user.name", Aspect.ACTOR, false, Prefix.NONE),
          new CandidateField("ka.useragent", Aspect.ORIGIN, true, Prefix.NONE),
          new CandidateField("ka.target.resource", Aspect.OBJECT, true, Prefix.NONE),
          new CandidateField("ka.target.name", Aspect.OBJECT, true, Prefix.NONE),
          new CandidateField("ka.target.namespace", Aspect.SCOPE, false, Prefix.NONE));

  /** The fields for rules of an event source, the ones to prefer first within an aspect. */
  static List<CandidateField> of(String source) {
    return switch (source) {
      case "syscall" -> SYSCALL;
      case "k8s_audit" -> AUDIT;
      default -> List.of();
    };
  }
}
