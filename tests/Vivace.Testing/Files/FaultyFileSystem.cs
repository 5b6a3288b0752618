using Vivace.Storage.Files;

namespace Vivace.Testing.Files;

/// <summary>
/// Files in memory that break on demand: the power goes at a chosen operation and takes what was not synced, the disk is
/// full after some bytes, a sync or write fails.
/// </summary>
/// <remarks>
/// Crash tests run a scenario once to learn <see cref="OperationCount"/>, then once for each number with
/// <see cref="CutPowerAt"/> set to it, and open what <see cref="AfterPowerCut"/> leaves with several seeds.
/// </remarks>
public sealed class FaultyFileSystem : IFileSystem
{
    // errno of Linux and macOS, which .NET puts into HResult.
    private const int ErrorInputOutput = 5;
    private const int ErrorNoSpace = 28;

    private readonly Lock _gate = new();
    private readonly FaultyDirectory _root;

    // Changes of names that no sync of their folder has made durable yet, oldest first.
    private readonly List<NameChange[]> _unsyncedNames = [];
    private readonly HashSet<string> _locks = new(StringComparer.Ordinal);
    private int _operationCount;

    /// <summary>An empty disk.</summary>
    public FaultyFileSystem()
        : this(new FaultyDirectory())
    {
    }

    private FaultyFileSystem(FaultyDirectory root) => _root = root;

    /// <summary>Number of changing operations so far.</summary>
    public int OperationCount => Volatile.Read(ref _operationCount);

    /// <summary>The operation at which the power goes, counted from 1; null: never.</summary>
    public int? CutPowerAt { get; set; }

    /// <summary>False once the power has gone; then every operation throws <see cref="PowerCutException"/>.</summary>
    public bool HasPower { get; private set; } = true;

    /// <summary>Size of the disk; a write that does not fit is done as far as it fits and fails like ENOSPC.</summary>
    public long CapacityBytes { get; set; } = 1L << 40;

    /// <summary>Says by operation and path which operations fail like EIO; a failed write may have been done in part.</summary>
    public Func<FaultyOperation, string, bool>? Fails { get; set; }

    /// <summary>Called before each changing operation, outside all locks; may block, to hold a thread there.</summary>
    public Action<FaultyOperation, string>? Before { get; set; }

    /// <summary>Bytes of all files.</summary>
    public long UsedBytes
    {
        get
        {
            lock (_gate)
                return Used(_root);
        }
    }

    /// <summary>The disk as the next start finds it: what was synced, and a part of the rest that depends on the seed.</summary>
    /// <param name="seed">Zero loses everything that was not synced.</param>
    public FaultyFileSystem AfterPowerCut(int seed)
    {
        lock (_gate)
        {
            var random = seed == 0 ? new NothingSurvives() : new Random(seed);
            var names = new Dictionary<FaultyDirectory, Dictionary<string, FaultyNode>>();
            var survivors = random.Next(3) switch
            {
                0 => 0,
                1 => _unsyncedNames.Count,
                _ => random.Next(_unsyncedNames.Count + 1),
            };
            foreach (var change in _unsyncedNames.Take(survivors).SelectMany(changes => changes))
                change.ApplyTo(NamesOf(change.Directory));
            return new FaultyFileSystem(Copy(_root, []));

            Dictionary<string, FaultyNode> NamesOf(FaultyDirectory directory) =>
                names.TryGetValue(directory, out var known)
                    ? known
                    : names[directory] = new Dictionary<string, FaultyNode>(directory.DurableNames, StringComparer.Ordinal);

            FaultyDirectory Copy(FaultyDirectory directory, Dictionary<FaultyFile, FaultyFile> copied)
            {
                var copy = new FaultyDirectory();
                foreach (var (name, node) in NamesOf(directory).OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    copy.Names[name] = node switch
                    {
                        FaultyDirectory child => Copy(child, copied),
                        FaultyFile file => copied.TryGetValue(file, out var known)
                            ? known
                            : copied[file] = FaultyFile.WithDurable(file.AfterPowerCut(random)),
                        _ => throw new InvalidOperationException("There are only files and folders"),
                    };
                    copy.DurableNames[name] = copy.Names[name];
                }

                return copy;
            }
        }
    }

    /// <summary>A file's present bytes.</summary>
    public byte[] ReadAllBytes(string path)
    {
        lock (_gate)
            return FileAt(path).Bytes.ToArray();
    }

    /// <summary>Puts a file in place, synced, with its folders.</summary>
    public void WriteAllBytes(string path, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            var directory = _root;
            var parts = Split(path);
            foreach (var part in parts[..^1])
            {
                if (!directory.Names.TryGetValue(part, out var child))
                    directory.DurableNames[part] = directory.Names[part] = child = new FaultyDirectory();
                directory = (FaultyDirectory)child;
            }

            directory.DurableNames[parts[^1]] = directory.Names[parts[^1]] = FaultyFile.WithDurable(bytes.ToArray());
        }
    }

    /// <inheritdoc/>
    public void CreateDirectory(string path)
    {
        if (!DirectoryExists(path))
            Change(FaultyOperation.CreateDirectory, path, () => CreateDirectories(Split(path)));
    }

    /// <inheritdoc/>
    public bool FileExists(string path) => Look(() => Find(path) is FaultyFile);

    /// <inheritdoc/>
    public bool DirectoryExists(string path) => Look(() => Find(path) is FaultyDirectory);

    /// <inheritdoc/>
    public IReadOnlyList<FileEntry> ListFiles(string path) => Look<IReadOnlyList<FileEntry>>(() =>
        Find(path) is FaultyDirectory directory
            ? [.. directory.Names.Where(pair => pair.Value is FaultyFile)
                .Select(pair => new FileEntry(pair.Key, ((FaultyFile)pair.Value).Length))]
            : []);

    /// <inheritdoc/>
    public IReadOnlyList<string> ListDirectories(string path) => Look<IReadOnlyList<string>>(() =>
        Find(path) is FaultyDirectory directory
            ? [.. directory.Names.Where(pair => pair.Value is FaultyDirectory).Select(pair => pair.Key)]
            : []);

    /// <inheritdoc/>
    public IRandomAccessFile OpenRead(string path) => Look(() => new Reader(this, FileAt(path)));

    /// <inheritdoc/>
    public IWritableFile Create(string path)
    {
        var file = new FaultyFile();
        Change(FaultyOperation.CreateFile, path, () =>
        {
            var (directory, name) = Parent(path);
            if (directory.Names.TryGetValue(name, out var old) && old is FaultyFile existing)
            {
                // The file stays the same one, emptied.
                file = existing;
                file.SetLength(0);
                return;
            }

            Rename([new NameChange(directory, name, file)]);
        });
        return new Writer(this, file, path);
    }

    /// <inheritdoc/>
    public IWritableFile OpenWrite(string path) => Look(() => new Writer(this, FileAt(path), path));

    /// <inheritdoc/>
    public void Rename(string from, string to) => Change(FaultyOperation.Rename, from, () =>
    {
        var node = Find(from) ?? throw new FileNotFoundException("There is no such file", from);
        if (Find(to) is FaultyDirectory)
            throw new IOException($"'{to}' exists already");
        var (oldDirectory, oldName) = Parent(from);
        var (newDirectory, newName) = Parent(to);
        Rename([new NameChange(oldDirectory, oldName, null), new NameChange(newDirectory, newName, node)]);
    });

    /// <inheritdoc/>
    public void DeleteFile(string path)
    {
        if (FileExists(path))
            Change(FaultyOperation.Delete, path, () => Remove(path));
    }

    /// <inheritdoc/>
    public void DeleteDirectory(string path)
    {
        // Like the real thing: file by file, so that a power cut may come in between.
        foreach (var child in ListDirectories(path))
            DeleteDirectory(Path.Combine(path, child));
        foreach (var file in ListFiles(path))
            DeleteFile(Path.Combine(path, file.Name));
        if (DirectoryExists(path))
            Change(FaultyOperation.Delete, path, () => Remove(path));
    }

    /// <inheritdoc/>
    public void SyncDirectory(string path) => Change(FaultyOperation.SyncDirectory, path, () =>
    {
        var directory = Find(path) as FaultyDirectory ?? throw new DirectoryNotFoundException($"There is no folder '{path}'");
        foreach (var changes in _unsyncedNames.FindAll(Touches))
        {
            foreach (var change in changes)
                change.ApplyTo(change.Directory.DurableNames);
        }

        _unsyncedNames.RemoveAll(Touches);

        bool Touches(NameChange[] changes) => Array.Exists(changes, change => change.Directory == directory);
    });

    /// <inheritdoc/>
    public DiskSpace GetDiskSpace(string path) => Look(() => new DiskSpace(Math.Max(0, CapacityBytes - Used(_root)), CapacityBytes));

    /// <inheritdoc/>
    public IDisposable? TryLock(string path) => Look(() => _locks.Add(Path.GetFullPath(path)) ? new Unlock(this, path) : null);

    private static string[] Split(string path) =>
        Path.GetFullPath(path).Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);

    private static long Used(FaultyDirectory directory) => directory.Names.Values.Sum(node => node switch
    {
        FaultyDirectory child => Used(child),
        FaultyFile file => file.Length,
        _ => 0,
    });

    private T Look<T>(Func<T> look)
    {
        lock (_gate)
            return HasPower ? look() : throw new PowerCutException();
    }

    private void Change(FaultyOperation operation, string path, Action change)
    {
        Before?.Invoke(operation, path);
        lock (_gate)
        {
            if (!HasPower)
                throw new PowerCutException();
            _operationCount++;
            HasPower = _operationCount != CutPowerAt;
            var isSync = operation is FaultyOperation.Sync or FaultyOperation.SyncDirectory;

            // The last operation before the dark is begun, so that any part of it may survive; a sync then promises nothing.
            if (!HasPower && isSync)
                throw new PowerCutException();
            if (isSync && Fails?.Invoke(operation, path) == true)
                throw new IOException($"Input/output error : '{path}'", ErrorInputOutput);
            change();
            if (!HasPower)
                throw new PowerCutException();
            if (!isSync && Fails?.Invoke(operation, path) == true)
                throw new IOException($"Input/output error : '{path}'", ErrorInputOutput);
        }
    }

    private void Write(Writer writer, long offset, ReadOnlyMemory<byte> bytes) => Change(FaultyOperation.Write, writer.Path, () =>
    {
        var room = CapacityBytes - Used(_root) + writer.File.Length;
        var fitting = (int)Math.Clamp(room - offset, 0, bytes.Length);
        writer.File.Write(offset, bytes.Span[..fitting]);
        if (fitting < bytes.Length)
            throw new IOException($"No space left on device : '{writer.Path}'", ErrorNoSpace);
    });

    private void CreateDirectories(string[] parts)
    {
        var directory = _root;
        foreach (var part in parts)
        {
            if (!directory.Names.TryGetValue(part, out var child))
                Rename([new NameChange(directory, part, child = new FaultyDirectory())]);
            directory = child as FaultyDirectory ?? throw new IOException($"'{part}' is a file");
        }
    }

    private void Remove(string path)
    {
        var (directory, name) = Parent(path);
        Rename([new NameChange(directory, name, null)]);
    }

    private void Rename(NameChange[] changes)
    {
        foreach (var change in changes)
            change.ApplyTo(change.Directory.Names);
        _unsyncedNames.Add(changes);
    }

    private FaultyNode? Find(string path)
    {
        FaultyNode? node = _root;
        foreach (var part in Split(path))
            node = (node as FaultyDirectory)?.Names.GetValueOrDefault(part);
        return node;
    }

    private FaultyFile FileAt(string path) =>
        Find(path) as FaultyFile ?? throw new FileNotFoundException($"There is no file '{path}'", path);

    private (FaultyDirectory Directory, string Name) Parent(string path)
    {
        var full = Path.GetFullPath(path);
        return Find(Path.GetDirectoryName(full)!) is FaultyDirectory directory
            ? (directory, Path.GetFileName(full))
            : throw new DirectoryNotFoundException($"There is no folder for '{path}'");
    }

    /// <summary>A name now stands for a node, or for nothing.</summary>
    private sealed record NameChange(FaultyDirectory Directory, string Name, FaultyNode? Node)
    {
        public void ApplyTo(Dictionary<string, FaultyNode> names)
        {
            if (Node is null)
                names.Remove(Name);
            else
                names[Name] = Node;
        }
    }

    /// <summary>Always chooses the first possibility, which is that nothing unsynced is kept.</summary>
    private sealed class NothingSurvives : Random
    {
        public override int Next(int maxValue) => 0;
    }

    private sealed class Unlock(FaultyFileSystem files, string path) : IDisposable
    {
        public void Dispose()
        {
            lock (files._gate)
                files._locks.Remove(Path.GetFullPath(path));
        }
    }

    private sealed class Reader(FaultyFileSystem files, FaultyFile file) : IRandomAccessFile
    {
        public long Length { get; } = file.Length;

        public int Read(long offset, Span<byte> destination)
        {
            lock (files._gate)
            {
                if (!files.HasPower)
                    throw new PowerCutException();
                var bytes = offset < file.Length ? file.Bytes[(int)offset..] : [];
                var count = Math.Min(bytes.Length, destination.Length);
                bytes[..count].CopyTo(destination);
                return count;
            }
        }

        public ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
            cancellationToken.IsCancellationRequested
                ? ValueTask.FromCanceled<int>(cancellationToken)
                : ValueTask.FromResult(Read(offset, destination.Span));

        public void Dispose()
        {
        }
    }

    private sealed class Writer(FaultyFileSystem files, FaultyFile file, string path) : IWritableFile
    {
        public FaultyFile File => file;

        public string Path => path;

        public void Write(long offset, ReadOnlySpan<byte> bytes) => files.Write(this, offset, bytes.ToArray());

        public void Write(long offset, IReadOnlyList<ReadOnlyMemory<byte>> buffers)
        {
            var bytes = new byte[buffers.Sum(buffer => buffer.Length)];
            var filled = 0;
            foreach (var buffer in buffers)
            {
                buffer.CopyTo(bytes.AsMemory(filled));
                filled += buffer.Length;
            }

            files.Write(this, offset, bytes);
        }

        public void SetLength(long length) => files.Change(FaultyOperation.SetLength, path, () => file.SetLength(length));

        public void Sync() => files.Change(FaultyOperation.Sync, path, file.Sync);

        public void Dispose()
        {
        }
    }
}
