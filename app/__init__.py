"""绩薪 (Jixin): from exported sheets to payslips that explain themselves."""
