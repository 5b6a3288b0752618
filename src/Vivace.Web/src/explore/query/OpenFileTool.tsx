import { FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { useOpenFile } from '../../trace/file/useOpenFile';
import { Dialog } from '../../ui/Dialog';
import { IconButton } from '../../ui/IconButton';

/** Picks a trace file of this machine and shows it; nothing of it is sent anywhere. */
export function OpenFileTool() {
  const { open, isReading, error, clearError } = useOpenFile();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={isReading ? 'Reading the file' : 'Open a trace file (OTLP or Jaeger JSON)'} icon={<FolderOpen aria-hidden />} disabled={isReading} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Trace file"
        accept=".json,.jsonl,.ndjson,.gz,application/json"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) open(file);
        }}
      />
      <Dialog open={error !== null} onOpenChange={clearError} title="The file cannot be shown" width="sm">{error}</Dialog>
    </>
  );
}
