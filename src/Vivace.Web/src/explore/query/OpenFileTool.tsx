import { FolderOpen } from 'lucide-react';
import { traceFiles } from '../../trace/file/traceFiles';
import { useOpenFile } from '../../trace/file/useOpenFile';
import { Dialog } from '../../ui/Dialog';
import { IconButton } from '../../ui/IconButton';
import { useFileInput } from '../../ui/useFileInput';

/** Picks a trace file of this machine and shows it; nothing of it is sent anywhere. */
export function OpenFileTool() {
  const { open, isReading, error, clearError } = useOpenFile();
  const file = useFileInput('Trace file', traceFiles, open);
  return (
    <>
      <IconButton label={isReading ? 'Reading the file' : 'Open a trace file (OTLP or Jaeger JSON)'} icon={<FolderOpen aria-hidden />} disabled={isReading} onClick={file.choose} />
      {file.input}
      <Dialog open={error !== null} onOpenChange={clearError} title="The file cannot be shown" width="sm">{error}</Dialog>
    </>
  );
}
