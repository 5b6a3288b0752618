await Console.Out.WriteLineAsync("vivace");
