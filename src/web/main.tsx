import { render } from 'preact';
import { App } from './app.tsx';
import { connect } from './live.ts';
import './palette.css';
import './charts.css';
import './style.css';

const place = document.getElementById('app');
if (place) render(<App />, place);
void connect();
