// A session of an ONVIF client that others wrote: it looks for devices, and asks
// those at the given addresses what they are, without credentials.
const onvif = require('onvif');
onvif.Discovery.on('error', (err) => console.log('discovery:', err.message || String(err[0])));
onvif.Discovery.probe({ timeout: 3000, device: 'eth0' }, (err, found) => {
  console.log('found', (found || []).length);
  for (const hostname of process.argv.slice(2)) {
    const cam = new onvif.Cam({ hostname, port: 80, autoconnect: false, timeout: 3000 });
    cam.on('error', () => {});
    cam.getDeviceInformation((err, info) => console.log(hostname, err ? err.message : JSON.stringify(info)));
  }
});
