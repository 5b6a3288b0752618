import { startsWithAny, textPart, type StackReader } from './StackReader';

//	at java.base/java.lang.Thread.run(Thread.java:833)
const frame =
  /^\s*at (?<call>[^()\s]+)\((?<place>Native Method|Unknown Source|<generated>|[^()\s]+\.(?:java|kt|kts|scala|groovy|clj)(?::-?\d+)?)\)(?:\s*~?\[[^\]]*\])?\s*$/;

const libraries = [
  'java.',
  'javax.',
  'jakarta.',
  'jdk.',
  'sun.',
  'com.sun.',
  'kotlin.',
  'kotlinx.',
  'scala.',
  'groovy.',
  'clojure.',
  'akka.',
  'android.',
  'androidx.',
  'ch.qos.',
  'com.datastax.',
  'com.fasterxml.',
  'com.google.',
  'com.mongodb.',
  'com.mysql.',
  'com.netflix.',
  'com.rabbitmq.',
  'com.squareup.',
  'com.zaxxer.',
  'feign.',
  'io.awspring.',
  'io.grpc.',
  'io.lettuce.',
  'io.micrometer.',
  'io.micronaut.',
  'io.netty.',
  'io.opentelemetry.',
  'io.quarkus.',
  'io.reactivex.',
  'io.smallrye.',
  'io.undertow.',
  'io.vertx.',
  'net.bytebuddy.',
  'okhttp3.',
  'oracle.',
  'org.aspectj.',
  'org.apache.',
  'org.eclipse.',
  'org.glassfish.',
  'org.hibernate.',
  'org.jboss.',
  'org.jetbrains.',
  'org.jooq.',
  'org.junit.',
  'org.mariadb.',
  'org.mybatis.',
  'org.postgresql.',
  'org.slf4j.',
  'org.springframework.',
  'reactor.',
  'redis.clients.',
  'retrofit2.',
  'software.amazon.',
];

export const javaStack: StackReader = {
  language: 'java',
  isFrame: (line) => frame.test(line),
  read(lines, index) {
    const text = lines[index]!;
    const groups = frame.exec(text)?.groups;
    if (groups === undefined) return textPart(text);
    // Class loader and module stand before the class: `app//com.shop.Cart.add`, `java.base@21/java.lang.Thread.run`.
    const path = groups.call!.split('/');
    const call = path.at(-1)!;
    const place = /^(.*\.\w+)(?::(-?\d+))?$/.exec(groups.place!);
    return {
      kind: 'frame',
      lines: [text],
      call: `${call}()`,
      file: place?.[1] ?? '',
      line: place?.[2] === undefined ? null : Number(place[2]),
      isOwn: !startsWithAny(call, libraries) && !/\$\$(?:Enhancer|FastClass|SpringCGLIB)|\$Proxy\d/.test(call),
    };
  },
};
